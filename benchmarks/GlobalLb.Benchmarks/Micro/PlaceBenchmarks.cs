using BenchmarkDotNet.Attributes;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>Where an address is, in a world of countries and autonomous systems: 600 000 networks of each family.</summary>
public class PlaceBenchmarks
{
    private const int AddressCount = 65_536;

    private static readonly PlaceTable Table = PlaceWorld.Compile();

    private readonly ClientAddress[] _ipv4, _ipv6;
    private int _next;

    public PlaceBenchmarks()
    {
        var chance = new Random(6);
        _ipv4 = [.. Enumerable.Range(0, AddressCount).Select(_ => new ClientAddress((UInt128)(QuerySet.RandomSubnet(chance) << 8) << 96, true))];
        _ipv6 = [.. _ipv4.Select(address => new ClientAddress(PlaceWorld.PrefixIPv6 | (address.Bits >> 8), false))];
    }

    [Benchmark]
    public Place Find_a_random_address_of_IPv4() => Table.Find(_ipv4[_next++ % AddressCount], out _);

    [Benchmark]
    public Place Find_a_random_address_of_IPv6() => Table.Find(_ipv6[_next++ % AddressCount], out _);

    [Benchmark]
    public Place Find_the_same_address_again() => Table.Find(_ipv4[0], out _);
}
