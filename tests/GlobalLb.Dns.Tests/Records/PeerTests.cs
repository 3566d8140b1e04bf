using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Records.Fields;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Records;

/// <summary>What other programs make of our text, and we of theirs: BIND's named-compilezone and ldns-read-zone.</summary>
public sealed class PeerTests : IDisposable
{
    private static readonly DomainName Zone = DomainName.Parse("example.test");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("globallb-records-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BIND_takes_records_of_every_type_and_writes_them_so_that_we_read_the_same_octets(ulong seed)
    {
        var records = Records(seed);
        var written = Path.Combine(_folder.FullName, "written");
        Run("named-compilezone", "-k", "ignore", "-n", "ignore", "-i", "none", "-r", "ignore", "-s", "full", "-o", written, Zone.ToHostName(), Write(records));
        AssertSame(records, File.ReadAllText(written));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Ldns_takes_records_of_every_type_and_writes_them_so_that_we_read_the_same_octets(ulong seed)
    {
        // It wants a type in every CSYNC record, which RFC 7477 does not, and escapes no parentheses and quotes in names.
        var records = Records(seed)
            .Where(record => record.Type != RecordType.CSYNC || record.Octets.Length > 6)
            .Where(record => !HasName(record.Type) || !record.ToString().Contains('\\', StringComparison.Ordinal))
            .ToList();
        AssertSame(records, Run("ldns-read-zone", Write(records)));
    }

    // Two examples or more of every type, each with an owner of its own: an alias stands alone.
    private static List<ZoneRecord> Records(ulong seed)
    {
        var records = new List<ZoneRecord>();
        foreach (var type in RecordTypes.Known.Where(type => type != RecordType.SOA))
        {
            var data = RecordForms.Find(type)!;
            foreach (var octets in SomeOctets.Of(data).Sample(12, new Rnd(seed), 20).Append(Some.Data(type, data.Example)))
                records.Add(new ZoneRecord(Some.Name($"r{records.Count}.{RecordTypes.Format(type)}.{Zone}"), 300, type, octets));
        }

        records.Add(new ZoneRecord(Some.Name($"unknown.{Zone}"), 300, (RecordType)65280, new byte[] { 1, 2, 3 }));
        records.Add(new ZoneRecord(Some.Name($"empty.{Zone}"), 300, (RecordType)65281, Array.Empty<byte>()));
        return records;
    }

    private static bool HasName(RecordType type) => RecordForms.Find(type)?.Fields.Any(field => field is NameField) == true;

    private string Write(List<ZoneRecord> records)
    {
        var file = Path.Combine(_folder.FullName, "zone");
        var text = MasterFile.Format(records, Zone).Split('\n', 2);
        File.WriteAllText(file, $"{text[0]}\n@ 300 IN SOA ns1 hostmaster 1 7200 900 1209600 300\n@ 300 IN NS ns1.example.net.\n{text[1]}", new UTF8Encoding(false));
        return file;
    }

    private static void AssertSame(List<ZoneRecord> records, string text)
    {
        var reading = MasterFile.Parse(text, Zone, "theirs");
        Assert.Empty(reading.Problems);
        var theirs = reading.Records.ToLookup(record => (record.Name, record.Type));
        foreach (var ours in records)
        {
            var there = Assert.Single(theirs[(ours.Name, ours.Type)]);
            Assert.True(
                RecordWire.Canonicalise(ours.Type, ours.Octets).Span.SequenceEqual(RecordWire.Canonicalise(there.Type, there.Octets).Span),
                $"ours: {ours}\ntheirs: {there}");
        }

        Assert.Equal(records.Count + 2, reading.Records.Length);
    }

    private static string Run(string program, params string[] arguments)
    {
        // Some Debians keep it where an ordinary user does not look.
        var path = Path.Combine("/usr/sbin", program);
        var start = new ProcessStartInfo(File.Exists(path) ? path : program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output[..Math.Min(output.Length, 2_000)]} {errors.Result}");
        return output;
    }
}
