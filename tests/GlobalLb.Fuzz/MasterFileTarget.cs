using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Fuzz;

/// <summary>
/// The parser of master files: records or problems, each problem at a place inside the file, bounded memory; and what was parsed
/// is the same when it was formatted and parsed again.
/// </summary>
internal sealed class MasterFileTarget : FuzzTarget
{
    // Per input, and per octet of it: text, fields and records are objects.
    private const long AllowedOctets = 8_000_000, AllowedPerOctet = 4_000;

    private static readonly DomainName Origin = DomainName.Parse("example.test");

    /// <inheritdoc/>
    public override string Name => "master-file";

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Encoding.UTF8.GetBytes(FuzzTexts.Upper),
        .. FuzzTexts.Upper.Split('\n').Select(Encoding.UTF8.GetBytes),
        "$GENERATE 1-4/2 h${0,3,d} A 192.0.2.$\n"u8.ToArray(),
        "a 1h30m IN TXT ( \"x;y\" ; comment\n \\\"z\\065 )\n"u8.ToArray(),
        "$TTL 1d\n\\@.b\\.c TYPE65280 \\# 3 01 0203\n"u8.ToArray(),
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<byte[]> Words { get; } =
        [.. new[] { "$TTL ", "$ORIGIN ", "$GENERATE ", "$INCLUDE ", "(", ")", "\"", ";", "\\", "\n", "@ ", " IN ", " CH ", "\\# ", "*.", "\\000", " TYPE1 ", " A ", " 4294967295 ", "${", "}" }.Select(Encoding.UTF8.GetBytes)];

    /// <inheritdoc/>
    public override int LongestInput => 4_000;

    /// <inheritdoc/>
    public override int Try(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var reading = MasterFile.Parse(text, Origin, "fuzz");
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        FuzzFailure.Unless(allocated < AllowedOctets + (AllowedPerOctet * input.Length), $"parsing {input.Length} octets allocated {allocated}");
        FuzzFailure.Unless(reading.IsValid || reading.Records.IsEmpty, "there are records beside problems");

        var lines = text.Count(letter => letter == '\n') + 1;
        foreach (var problem in reading.Problems)
        {
            FuzzFailure.Unless(problem.Line >= 1 && problem.Line <= lines && problem.Column >= 1, $"the place of '{problem}' is outside the file");
            FuzzFailure.Unless(problem.Sentence.Length > 0, "a problem says nothing");
        }

        CheckRoundTrip(reading);
        return HashCode.Combine(
            Math.Min(reading.Records.Length, 6), Math.Min(reading.Problems.Length, 3), reading.Records.IsEmpty || !Enum.IsDefined(reading.Records[^1].Type) ? 0 : (int)reading.Records[^1].Type,
            reading.Problems.IsEmpty ? 0 : Kind(reading.Problems[0].Sentence));
    }

    private static void CheckRoundTrip(MasterFileReading reading)
    {
        if (reading.Records.IsEmpty) return;
        var again = MasterFile.Parse(MasterFile.Format(reading.Records, Origin), Origin, "again");
        FuzzFailure.Unless(again.IsValid, $"what was formatted does not parse: {again.Problems.FirstOrDefault()}");
        FuzzFailure.Unless(
            reading.Records.Select(Written).Order().SequenceEqual(again.Records.Select(Written).Order()),
            "what was formatted parses to something else:\n" + string.Join("\n", reading.Records.Select(Written)) + "\n" + string.Join("\n", again.Records.Select(Written)));
    }

    private static string Written(ZoneRecord record) =>
        $"{Convert.ToHexString(record.Name.Wire).ToUpperInvariant()} {record.Ttl} {record.Type} {Convert.ToHexString(record.Octets.Span)}";
}
