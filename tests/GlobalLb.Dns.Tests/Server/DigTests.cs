using System.Diagnostics;
using GlobalLb.Dns.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>What a client that others wrote makes of our responses.</summary>
public sealed class DigTests
{
    [Fact]
    public async Task Dig_finds_its_cookie_good_and_reads_the_name_of_the_server()
    {
        var printed = await Dig("www.example.com", "+cookie=0102030405060708", "+nsid");
        Assert.Matches("COOKIE: 010203040506070801000000[0-9a-f]{24} \\(good\\)", printed);
        Assert.Contains("(\"edge-1\")", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dig_reads_why_it_was_refused() =>
        Assert.Contains("EDE: 20 (Not Authoritative)", await Dig("www.example.org"), StringComparison.Ordinal);

    [Fact]
    public async Task Dig_reads_the_scope_of_a_client_subnet() =>
        Assert.Contains("CLIENT-SUBNET: 192.0.2.0/24/20", await Dig("www.example.com", "+subnet=192.0.2.0/24"), StringComparison.Ordinal);

    [Fact]
    public async Task Dig_reads_the_version_of_the_server() =>
        Assert.Matches("version\\.bind\\.\\s+0\\s+CH\\s+TXT\\s+\"nine\"", await Dig("version.bind", "CH", "TXT"));

    [Fact]
    public async Task Dig_understands_that_a_higher_EDNS_version_is_not_spoken()
    {
        var printed = await Dig("www.example.com", "+edns=1", "+noednsnegotiation");
        Assert.Contains("status: BADVERS", printed, StringComparison.Ordinal);
        Assert.Contains("EDNS: version: 0", printed, StringComparison.Ordinal);
    }

    private static async Task<string> Dig(params string[] words)
    {
        var responder = new Responder(new ExampleAuthority(), new ResponderOptions { Nsid = "edge-1", Version = "nine" });
        await using var server = new UdpServer(Some.Loopback, responder, 1, NullLogger.Instance);
        server.Start();
        var start = new ProcessStartInfo("dig", [$"@{server.LocalEndPoint.Address}", "-p", $"{server.LocalEndPoint.Port}", "-r", "+time=5", "+tries=1", .. words]) { RedirectStandardOutput = true };
        using var dig = Process.Start(start)!;
        var printed = await dig.StandardOutput.ReadToEndAsync();
        await dig.WaitForExitAsync();
        return printed;
    }
}
