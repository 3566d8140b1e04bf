using System.Diagnostics;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>Master files into the configuration and out of it, on a private PostgreSQL.</summary>
public sealed class ZoneImportTests(ITestOutputHelper output) : PrivateDatabaseTest(output)
{
    private const string Zone = """
        $TTL 300
        @     IN SOA ns1 hostmaster 7 3600 600 86400 60
        @     IN NS  ns1
        @     IN NS  ns2.example.net.
        ns1   IN A   192.0.2.53
        """;

    // They stand elsewhere in the zone, or are none that these two programs know.
    private static readonly RecordType[] Apart = [RecordType.SOA, RecordType.NS, RecordType.NXT, RecordType.SIG, RecordType.DLV];

    [Fact(Timeout = 180_000)]
    public async Task What_is_imported_and_exported_is_the_same_and_other_servers_take_it()
    {
        var types = RecordTypes.Known.Except(Apart).Select(type => $"of-{RecordTypes.Format(type).ToLowerInvariant()} IN {RecordTypes.Format(type)} {RecordText.FindExample(type)}");
        var file = await WriteAsync("example.test.zone", $"{Zone}\n{string.Join('\n', types)}\nunknown TYPE65280 \\# 2 ABCD\n*.wild 5 TXT \"a;b\" \"\\\"\\200\"\n$GENERATE 1-20 host-${{0,3}} A 192.0.2.$\n");

        await RunAsync(0, @"example\.test\.: new zone, \d\d records added, 0 removed\n.*nothing was changed \(version 0\)", "zone", "import", file, "--dry-run");
        await RunAsync(0, "imported as version 1", "zone", "import", file);
        var exported = Stage.Folder.In("exported.zone");
        await RunAsync(0, "", "zone", "export", "example.test", "--output", exported);
        await RunAsync(0, "nothing to change: version 1 says the same", "zone", "import", $"example.test={exported}");

        await CheckAsync("named-checkzone", "-i", "local", "example.test", exported);
        await CheckAsync("nsd-checkzone", "example.test", exported);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_change_is_said_record_by_record_and_a_file_with_a_problem_keeps_all_out()
    {
        var file = await WriteAsync("example.test.zone", Zone);
        await RunAsync(0, "imported as version 1", "zone", "import", file);

        await WriteAsync("example.test.zone", $"{Zone.Replace("192.0.2.53", "192.0.2.54", StringComparison.Ordinal)}\nwww A 192.0.2.80\n");
        var other = await WriteAsync("other.test.zone", $"{Zone}\nbad A nowhere\n");
        await RunAsync(3, "nothing is imported: correct the files with problems first", "zone", "import", file, other);

        var unfit = await WriteAsync("unfit.test.zone", "$TTL 60\n@ SOA ns1 h 1 3600 600 86400 60\n");
        await RunAsync(3, @"a zone needs an NS record at its apex(.|\n)*nothing is imported: the configuration would not be valid", "zone", "import", file, unfit);

        await RunAsync(0, @"example\.test\.: 2 records added, 1 removed\n.*  - ns1\.example\.test\. 300 A 192\.0\.2\.53\n.*  \+ ns1\.example\.test\. 300 A 192\.0\.2\.54\n.*  \+ www\.example\.test\. 300 A 192\.0\.2\.80\n.*imported as version 2", "zone", "import", file);
        await RunAsync(3, @"nobody\.test\. is no zone of version 2; there are example\.test\.", "zone", "export", "nobody.test");
    }

    private async Task CheckAsync(string program, params string[] words)
    {
        var start = new ProcessStartInfo(Programs.OfSystem(program), words) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Output.WriteLine(string.Concat(said));
        Assert.True(process.ExitCode == 0, $"{program} says:\n{string.Concat(said)}");
    }
}
