using System.Text;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Fuzz;

/// <summary>
/// Data of records as text and as octets, of the type that the first octet chooses. A text is data or a problem; what it is
/// formats to a text that is the same data, and stands in a message as it is. Octets that are no valid data have the general text.
/// </summary>
internal sealed class RecordTextTarget : FuzzTarget
{
    private const long AllowedOctets = 1_000_000, AllowedPerOctet = 4_000;

    private static readonly DomainName Origin = DomainName.Parse("example.test");
    private static readonly RecordType[] Types = [.. RecordTypes.Known, RecordType.OPT, (RecordType)65280];

    /// <inheritdoc/>
    public override string Name => "record-text";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Enumerable.Range(0, Types.Length).SelectMany(Of)];

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Words { get; } =
    [
        .. new[]
        {
            "(", ")", "\"", "\\", "\\000", "\\\"", "\\# ", " ", "@", ".", "*.", "0", "-1", "65536", "4294967296", "1h", "N", "E", "m", "!", "1:", "/", ",",
            "=", "mandatory=", "alpn=", "no-default-alpn", "ipv6hint=", "ech=", "key65535", "::", "::ffff:", "TYPE65280", "A", "NSEC3", "==", "00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0, 0], [0, 0], [0, 1, 0, 3], [1, (byte)'a', 0], [255, 255],
    ];

    /// <inheritdoc/>
    public override int LongestInput => 1_000;

    /// <inheritdoc/>
    public override int Try(byte[] input)
    {
        if (input.Length == 0) return 0;
        var type = Types[input[0] % Types.Length];
        var octets = input.AsMemory(1);
        var text = Encoding.UTF8.GetString(octets.Span);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var isData = RecordText.TryParse(type, text, Origin, out var data, out var problem);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        FuzzFailure.Unless(allocated < AllowedOctets + (AllowedPerOctet * input.Length), $"parsing {input.Length} octets allocated {allocated}");
        FuzzFailure.Unless(isData ? data is not null && problem is null : data is null && problem?.Length > 0, "it is neither data nor a problem");
        if (data is not null) CheckData(type, data);
        return HashCode.Combine(type, CheckOctets(type, octets), problem is null ? -1 : Kind(problem), Math.Min(data?.Length ?? 0, 40));
    }

    private static void CheckData(RecordType type, byte[] data)
    {
        CheckAgain(type, data, RecordText.Format(type, data, Origin), Origin);
        CheckAgain(type, data, RecordText.Format(type, data, DomainName.Root), DomainName.Root);
        CheckAgain(type, data, $"\\# {data.Length} {Convert.ToHexString(data)}", Origin);
        byte[] message = [0, 7, 0x84, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, .. RecordWire.Write(type, 60, data)];
        FuzzFailure.Unless(
            Message.TryRead(message, out var read) && read.Answers.Length == 1 && read.Answers[0].Octets.Span.SequenceEqual(data),
            $"{type} {Convert.ToHexString(data)} is not read from a message");
    }

    private static void CheckAgain(RecordType type, byte[] data, string text, DomainName origin)
    {
        FuzzFailure.Unless(RecordText.TryParse(type, text, origin, out var again, out var problem), $"{type} {text} was formatted and does not parse: {problem}");
        FuzzFailure.Unless(again.AsSpan().SequenceEqual(data), $"{type} {text} was formatted and parses to something else");
    }

    // Whether the octets are valid data of the type, by the text they have.
    private static bool CheckOctets(RecordType type, ReadOnlyMemory<byte> octets)
    {
        _ = RecordWire.Canonicalise(type, octets);
        _ = RecordWire.Target(type, octets.Span);
        var text = RecordText.Format(type, octets.Span, Origin);
        if (text.StartsWith("\\#", StringComparison.Ordinal)) return false;
        CheckAgain(type, octets.ToArray(), text, Origin);
        return true;
    }

    private static IEnumerable<byte[]> Of(int index)
    {
        yield return [(byte)index, .. Encoding.UTF8.GetBytes(RecordText.FindExample(Types[index]) ?? "\\# 4 01020304")];
        if (RecordText.FindExample(Types[index]) is { } example && RecordText.TryParse(Types[index], example, Origin, out var data, out _))
            yield return [(byte)index, .. data];
    }
}
