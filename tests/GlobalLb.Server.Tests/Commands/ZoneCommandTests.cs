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
        Assert.Equal((ExitCode.NotFound, "globallb: no zone could be loaded, so nothing is served"), (spoken.Code, spoken.Error.Trim()));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, content);
        return path;
    }
}
