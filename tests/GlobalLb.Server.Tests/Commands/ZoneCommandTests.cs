using System.Net;
using System.Net.Sockets;
using GlobalLb.Server.Commands;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Commands;

public sealed class ZoneCommandTests : IDisposable
{
    private const string Good = """
        @ 3600 IN SOA ns1 hostmaster 7 7200 900 1209600 300
        @ 3600 IN NS ns1
        ns1 3600 IN A 192.0.2.53
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_ends_with_the_code_for_what_is_not_valid()
    {
        var good = Write("example.test.zone", Good);
        Assert.Equal(ExitCode.Done, (await Spoken.ByAsync("zone", "check", good)).Code);
        Assert.Equal(ExitCode.NotFound, (await Spoken.ByAsync("zone", "check", good, Write("bad.test.zone", "@ IN"))).Code);
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--dns")]
    public async Task Serve_says_when_the_port_is_taken(string option)
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var taken = other.Client.LocalEndPoint!.ToString()!;
        var spoken = await Spoken.ByAsync("zone", "serve", Write("example.test.zone", Good), option, taken);
        Assert.Equal(ExitCode.Failed, spoken.Code);
        Assert.StartsWith($"globallb: Another program already answers on {taken}: ", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_serves_nothing_when_nothing_loads()
    {
        var spoken = await Spoken.ByAsync("zone", "serve", Write("bad.test.zone", ""));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.EndsWith("globallb: no zone could be loaded, so nothing is served", spoken.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_refuses_a_zone_with_a_set_that_no_table_holds()
    {
        var records = string.Concat(Enumerable.Range(0, ushort.MaxValue + 1).Select(i => $"big 60 IN A 10.{i >> 16}.{(i >> 8) & 255}.{i & 255}\n"));
        var spoken = await Spoken.ByAsync("zone", "serve", Write("example.test.zone", $"{Good}\n{records}"));
        Assert.Equal(ExitCode.NotFound, spoken.Code);
        Assert.Contains("the zone example.test. is refused: the 65536 records A of big.example.test.", spoken.Error, StringComparison.Ordinal);
        Assert.EndsWith("globallb: no zone could be loaded, so nothing is served", spoken.Error.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_needs_a_file_or_a_list()
    {
        var spoken = await Spoken.ByAsync("zone", "serve");
        Assert.Equal((ExitCode.Failed, "Name a master file, or a list of them with --list."), (spoken.Code, spoken.Error.Trim()));
    }

    [Fact]
    public async Task Serve_says_which_list_cannot_be_read()
    {
        var spoken = await Spoken.ByAsync("zone", "serve", "--list", Path.Combine(_folder.Path, "none"));
        Assert.Equal(ExitCode.Failed, spoken.Code);
        Assert.Contains(Path.Combine(_folder.Path, "none"), spoken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("257")]
    public async Task Serve_says_how_many_loops_there_can_be(string loops)
    {
        var spoken = await Spoken.ByAsync("zone", "serve", Write("example.test.zone", Good), "--loops", loops);
        Assert.Equal((ExitCode.Failed, $"globallb: '{loops}' is no number of loops; write 1 to 256"), (spoken.Code, spoken.Error.Trim()));
    }

    [Fact]
    public async Task Check_counts_records_and_warnings_and_says_warnings_as_such()
    {
        var path = Write("example.test.zone", $"{Good}\nx.test. 60 A 192.0.2.1\n");
        var spoken = await Spoken.ByAsync("zone", "check", path);
        Assert.Equal((ExitCode.Done, "example.test.: 2 records, no problem, 1 warning"), (spoken.Code, spoken.Output.Trim()));
        Assert.StartsWith($"{path}:4:1: warning: x.test. is outside the zone", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_reads_what_is_included_from_the_folder_of_the_file_or_from_the_root_that_is_given()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "zones"));
        Write("hosts", "www 60 A 192.0.2.1\n");
        var path = Write("zones/example.test.zone", $"{Good}\n$INCLUDE hosts\n");
        Assert.Contains($"{path}:4:10: 'hosts' cannot be included", (await Spoken.ByAsync("zone", "check", path)).Error, StringComparison.Ordinal);
        Assert.Equal("example.test.: 3 records, no problem", (await Spoken.ByAsync("zone", "check", path, "--root", _folder.Path)).Output.Trim());
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}
