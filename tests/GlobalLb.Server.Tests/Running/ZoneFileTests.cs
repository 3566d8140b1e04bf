using System.Net;
using System.Net.Sockets;
using GlobalLb.Server.Commands;
using GlobalLb.Server.Running;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Running;

public sealed class ZoneFileTests : IDisposable
{
    private const string Good = """
        @ 3600 IN SOA ns1 hostmaster 7 7200 900 1209600 300
        @ 3600 IN NS ns1
        ns1 3600 IN A 192.0.2.53
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("example.test.zone", "")]
    [InlineData("any.txt", "example.test=")]
    public void A_zone_is_named_by_its_file_or_by_its_origin(string name, string origin)
    {
        var loaded = ZoneFile.Load(origin + Write(name, Good));
        Assert.Empty(loaded.Problems);
        Assert.Equal("example.test.", loaded.Zone!.Name.ToString());
        Assert.Equal(2, loaded.Zone.Records.Length);
        Assert.Equal(7u, loaded.Zone.Authority.Serial);
    }

    [Theory]
    [InlineData("@ 3600 IN NS ns1", "a zone has one SOA record, this file has 0")]
    [InlineData("@ 3600 IN SOA", ":1:")]
    [InlineData("sub 3600 IN SOA ns1 hostmaster 7 7200 900 1209600 300", "its SOA record is for sub.example.test., not for example.test.; write sub.example.test=")]
    public void What_is_wrong_is_said_with_the_file(string content, string sentence)
    {
        var path = Write("example.test.zone", content);
        var loaded = ZoneFile.Load(path);
        Assert.Null(loaded.Zone);
        Assert.StartsWith(path, loaded.Problems[0], StringComparison.Ordinal);
        Assert.Contains(loaded.Problems, problem => problem.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem() => Assert.Single(ZoneFile.Load(Path.Combine(_folder.Path, "absent.zone")).Problems);

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
        Assert.Equal($"globallb: Another program already answers on {taken}: stop it, or choose another address with --dns.", spoken.Error.Trim());
    }

    [Fact]
    public async Task Serve_serves_nothing_when_nothing_loads()
    {
        var spoken = await Spoken.ByAsync("zone", "serve", Write("bad.test.zone", ""));
        Assert.Equal((ExitCode.NotFound, "globallb: no zone could be loaded, so nothing is served"), (spoken.Code, spoken.Error.Trim()));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}
