using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Tests.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Client;

public sealed class DnsClientTests
{
    [Fact]
    public async Task A_subnet_is_asked_for_and_its_scope_read()
    {
        await using var server = new UdpServer(Some.Loopback, new Responder(new ExampleAuthority()), 1, NullLogger.Instance);
        server.Start();
        Assert.True(ClientSubnet.TryParse("203.0.113.0/24", out var subnet));
        var message = await new DnsClient(server.LocalEndPoint).Ask(ExampleAuthority.Www, RecordType.A, new() { Subnet = subnet });
        Assert.Equal(subnet, message.Edns!.Subnet);
        Assert.Equal(20, message.Edns.SubnetScope);
    }

    [Fact]
    public async Task A_server_that_keeps_silent_is_a_timeout_that_says_who_and_what()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var client = new DnsClient((IPEndPoint)silent.LocalEndPoint!, TimeSpan.FromMilliseconds(50));
        var failure = await Assert.ThrowsAsync<TimeoutException>(() => client.Ask(DomainName.Parse("a.b"), RecordType.MX));
        Assert.Contains("a.b. MX", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_to_be_so()
    {
        using var broken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        broken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var asking = new DnsClient((IPEndPoint)broken.LocalEndPoint!).Ask(ExampleAuthority.Www, RecordType.A);
        var query = new byte[512];
        var received = await broken.ReceiveFromAsync(query, new IPEndPoint(IPAddress.Any, 0));
        await broken.SendToAsync(query[..2], received.RemoteEndPoint);
        await Assert.ThrowsAsync<InvalidDataException>(() => asking);
    }
}
