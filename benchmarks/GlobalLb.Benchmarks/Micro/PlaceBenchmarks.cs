using System.Net;
using BenchmarkDotNet.Attributes;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>Where an address is, among 300 000 networks of its family.</summary>
public class PlaceBenchmarks
{
    private const int AddressCount = 65_536;

    // Global unicast addresses of IPv6: the networks of IPv4, each behind 2000::/8.
    private static readonly UInt128 PrefixIPv6 = (UInt128)0x20 << 120;

    private static readonly PlaceTable Table = PlaceTable.Compile(
        new PlaceMap().Networks.SelectMany(network => new[]
        {
            (Prefix((UInt128)network.Start << 96, true, network.Length), Place.OfCountry(network.CountryCode)),
            (Prefix(PrefixIPv6 | ((UInt128)network.Start << 88), false, network.Length + 8), Place.OfCountry(network.CountryCode)),
        }));

    private readonly ClientAddress[] _ipv4, _ipv6;
    private int _next;

    public PlaceBenchmarks()
    {
        var chance = new Random(6);
        _ipv4 = [.. Enumerable.Range(0, AddressCount).Select(_ => new ClientAddress((UInt128)(QuerySet.RandomSubnet(chance) << 8) << 96, true))];
        _ipv6 = [.. _ipv4.Select(address => new ClientAddress(PrefixIPv6 | (address.Bits >> 8), false))];
    }

    [Benchmark]
    public Place Find_a_random_address_of_IPv4() => Table.Find(_ipv4[_next++ % AddressCount], out _);

    [Benchmark]
    public Place Find_a_random_address_of_IPv6() => Table.Find(_ipv6[_next++ % AddressCount], out _);

    [Benchmark]
    public Place Find_the_same_address_again() => Table.Find(_ipv4[0], out _);

    private static IPNetwork Prefix(UInt128 bits, bool isIPv4, int length) => new(new ClientAddress(bits, isIPv4).ToIPAddress(), length);
}
