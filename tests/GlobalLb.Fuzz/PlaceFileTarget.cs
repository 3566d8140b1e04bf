using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Tests.Places;

namespace GlobalLb.Fuzz;

/// <summary>
/// The reader of databases of places: a table or one sentence, in bounded memory; and what the table says of an address holds for
/// the whole block that it says it for.
/// </summary>
internal sealed class PlaceFileTarget : FuzzTarget
{
    // The values of a file may be looked at some times over; what is kept of them is a block for each network.
    private const long AllowedOctets = 2_000_000, AllowedPerOctet = 2_000;
    private const int LongestSentence = 200;

    private static readonly ClientAddress[] Addresses =
    [
        .. new[] { "192.0.2.1", "192.0.2.200", "198.51.100.7", "0.0.0.0", "255.255.255.255", "2001:db8::1", "2002:c000:201::1", "::", "ffff::" }
            .Select(IPAddress.Parse).Select(ClientAddress.From),
    ];

    /// <inheritdoc/>
    public override string Name => "place-file";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new[] { 24, 28, 32 }.SelectMany(bits => new[] { true, false }.Select(isIPv6 => Write(bits, isIPv6))),
        new MmdbWriter { IsIPv6 = false }.Write([(1, 2), (3, 3 + 16), (3, 3)]),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Words { get; } =
    [
        [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8], MmdbBytes.Of("country"), MmdbBytes.Of("iso_code"), MmdbBytes.Of("DE"), MmdbBytes.Of("node_count"), MmdbBytes.Of("ip_version"),
        MmdbBytes.Of((ushort)6), MmdbBytes.Of(7u), MmdbBytes.Of(true), MmdbBytes.Of(1.5), MmdbBytes.Of(1.5f), MmdbBytes.Of(-1), MmdbBytes.Of(new object[] { "x", 1u }),
        MmdbBytes.Pointer(0), MmdbBytes.Pointer(3000), MmdbBytes.Pointer(0, 4), MmdbBytes.Head(7, 60_000), MmdbBytes.Head(2, 70_000), MmdbBytes.Head(10, 16),
    ];

    /// <inheritdoc/>
    public override int LongestInput => 4_000;

    /// <inheritdoc/>
    public override int Try(byte[] input)
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var isRead = PlaceFile.TryRead(input, out var file, out var problem);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        FuzzFailure.Unless(allocated < AllowedOctets + (AllowedPerOctet * input.Length), $"reading {input.Length} octets allocated {allocated}");
        FuzzFailure.Unless(isRead ? file is not null && problem is null : file is null && problem is not null, "it is neither a table nor a problem");
        if (file is null)
        {
            FuzzFailure.Unless(problem!.Length is > 0 and <= LongestSentence && !problem.Any(char.IsControl), $"'{problem}' is no sentence");
            return Kind(problem);
        }

        FuzzFailure.Unless(file.Places.HasPrefixes && !file.Type.Any(char.IsControl) && file.Languages.All(language => !language.Any(char.IsControl)), "it has nothing to say, or says it badly");
        var found = Addresses.Select(address => Check(file, address)).ToArray();
        return HashCode.Combine(found.Count(each => each.Place.IsKnown), found.Select(each => each.Place).Distinct().Count(), found.Max(each => each.Length) / 8, file.Languages.Length);
    }

    // The first and the last address of the block are where the address is; the block is no longer than it must be.
    private static (Place Place, int Length) Check(PlaceFile file, ClientAddress address)
    {
        var place = file.Places.Find(address, out var length);
        FuzzFailure.Unless(length >= 0 && length <= address.Length, $"{address} is in a block of {length} bits");
        var first = address.Masked(length);
        var last = new ClientAddress(first.Bits | (length == address.Length ? 0 : (UInt128.MaxValue << (128 - address.Length)) & (UInt128.MaxValue >> length)), address.IsIPv4);
        FuzzFailure.Unless(file.Places.Find(first, out _) == place && file.Places.Find(last, out _) == place, $"{address}/{length} is not one place");
        return (place, length);
    }

    private static byte[] Write(int recordBits, bool isIPv6)
    {
        var writer = new MmdbWriter { RecordBits = recordBits, IsIPv6 = isIPv6, HasAliases = isIPv6 };
        writer.Add("192.0.2.0/24", MmdbWriter.Record("DE", "EU", "FR"));
        writer.Add("192.0.2.128/25", MmdbWriter.Record("FR", "EU"));
        writer.Add("198.51.100.7/32", MmdbWriter.Record("", "SA", "BR"));
        var shared = writer.AddValue(MmdbBytes.Of("JP"));
        writer.Add("203.0.113.0/24", new Dictionary<string, object>
        {
            ["country"] = new Dictionary<string, object> { ["names"] = new object[] { 1.5, -1, true }, ["iso_code"] = MmdbBytes.Pointer(shared) },
        });
        if (isIPv6) writer.Add("2001:db8::/32", MmdbWriter.Record("JP", "AS"));
        return writer.Write();
    }
}
