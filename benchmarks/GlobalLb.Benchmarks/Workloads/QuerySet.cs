using System.Buffers.Binary;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>Queries ready to be sent, all with EDNS; the same on every machine.</summary>
internal static class QuerySet
{
    /// <summary>How many queries a set has, so that no cache of a processor or a server holds all their answers.</summary>
    public const int Count = 65_536;

    private const int HeaderLength = 12;

    // Shares of 100: the rest is for names that do not exist.
    private const int Geographic = 50, Weighted = 20, Static = 20;

    /// <summary>Half <c>www</c> for random client subnets, a fifth <c>w</c>, a fifth static names, a tenth names that do not exist.</summary>
    public static byte[][] Mix()
    {
        var chance = new Random(1);
        return Make(() => chance.Next(100) switch
        {
            < Geographic => Write("www", RandomSubnet(chance)),
            < Geographic + Weighted => Write("w"),
            < Geographic + Weighted + Static => Write($"s{chance.Next(Workload.StaticCount)}"),
            _ => Write(RandomLabel(chance)),
        });
    }

    /// <summary>For servers that do not steer: nine tenths static names, a tenth names that do not exist.</summary>
    public static byte[][] Plain()
    {
        var chance = new Random(2);
        return Make(() => Write(chance.Next(10) == 0 ? RandomLabel(chance) : $"s{chance.Next(Workload.StaticCount)}"));
    }

    /// <summary>All steered names of a workload alike: half by continent for random client subnets, half weighted.</summary>
    public static byte[][] Names(Workload workload)
    {
        var chance = new Random(3);
        var half = workload.SteeredNames / 2;
        return Make(() => chance.Next(2) == 0 ? Write($"g{chance.Next(half)}", RandomSubnet(chance)) : Write($"w{chance.Next(half)}"));
    }

    /// <summary>A query for the addresses of a name of the zone.</summary>
    /// <param name="name">The name without the zone.</param>
    /// <param name="subnet">The first three octets of the client's network, when the query tells it (RFC 7871).</param>
    public static byte[] Write(string name, uint? subnet = null) =>
        Write(DomainName.Parse($"{name}.{Workload.Zone}."), RecordType.A, subnet);

    /// <summary>A query for any name and type.</summary>
    public static byte[] Write(DomainName name, RecordType type, uint? subnet = null, ushort udpSize = 1232)
    {
        // RFC 7871 §6: option 8 of 7 octets; family IPv4, 24 bits known, scope 0, three octets.
        byte[] option = subnet is { } network
            ? [0, 8, 0, 7, 0, 1, 24, 0, (byte)(network >> 16), (byte)(network >> 8), (byte)network]
            : [];
        byte[] query =
        [
            0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, // one question, one additional record; the ID is the generator's affair
            .. name.Wire, 0, 0, 0, 1,
            0, 0, (byte)RecordType.OPT, 0, 0, 0, 0, 0, 0, 0, (byte)option.Length, .. option,
        ];
        var behindName = HeaderLength + name.Wire.Length;
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(behindName), (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(behindName + 7), udpSize);
        return query;
    }

    /// <summary>A random network of 24 bits, as a number, in the range that is in the database.</summary>
    public static uint RandomSubnet(Random chance)
    {
        uint first;
        do first = (uint)chance.Next(1, 224);
        while (first is 10 or 127);
        return (first << 16) | (uint)chance.Next(1 << 16);
    }

    /// <summary>A label that no name of the zone has.</summary>
    public static string RandomLabel(Random chance) => "x" + string.Concat(chance.GetItems("abcdefghijklmnopqrstuvwxyz".AsSpan(), 9));

    private static byte[][] Make(Func<byte[]> next) => [.. Enumerable.Range(0, Count).Select(_ => next())];
}
