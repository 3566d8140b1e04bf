using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Tests.Answering;

public sealed class EdgeHostTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Heard _heard = new();

    public void Dispose()
    {
        _heard.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(Transport.Udp)]
    [InlineData(Transport.Tcp)]
    public async Task An_edge_answers_from_an_earlier_run_while_no_Control_can_be_reached(Transport transport)
    {
        var disk = new LastKnownState(_folder.Path, _heard);
        disk.Save(Sample.Configuration(Guid.NewGuid(), 1, 7));
        var dns = FreePort();
        using var host = Build(dns, new Uri($"http://{FreePort()}/"));
        await host.StartAsync();

        var answer = await new DnsClient(dns).Ask(Sample.Www, RecordType.A, new QueryOptions { Transport = transport });
        Assert.Equal(Sample.Eu.ToString(), Assert.Single(answer.Answers).Text);
        await _heard.UntilAsync("The feed is lost and what is held is answered on");
        await host.StopAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => new DnsClient(dns, TimeSpan.FromMilliseconds(300)).Ask(Sample.Www, RecordType.A));
    }

    [Fact]
    public async Task An_edge_says_of_itself_what_it_was_told_and_accepts_the_cookies_it_gave()
    {
        new LastKnownState(_folder.Path, _heard).Save(Sample.Configuration(Guid.NewGuid(), 1, 7));
        var dns = FreePort();
        using var host = Build(dns, new Uri("http://127.0.0.1:1/"), new ResponderOptions { Nsid = "fra-1" });
        await host.StartAsync();
        var client = new DnsClient(dns);
        var first = (await client.Ask(Sample.Www, RecordType.A, new QueryOptions { Cookie = new byte[8], AsksNsid = true })).Edns!;
        Assert.Equal("fra-1"u8, first.Nsid!.Value.Span);
        Assert.Equal(24, first.Cookie!.Value.Length);
        var second = (await client.Ask(Sample.Www, RecordType.A, new QueryOptions { Cookie = first.Cookie.Value })).Edns!;
        Assert.Equal(first.Cookie.Value.ToArray(), second.Cookie!.Value.ToArray());
        await host.StopAsync();
    }

    [Fact]
    public async Task An_edge_answers_clients_near_vantages_by_what_these_find_and_others_by_what_all_find()
    {
        // Frankfurt and Ashburn; clients in Germany, in the United States and nowhere known.
        var document = Sample.Document with
        {
            Regions = [Sample.Document.Regions[0] with { Latitude = 50.1, Longitude = 8.7 }, Sample.Document.Regions[1] with { Latitude = 39, Longitude = -77.5 }],
            Pools = [.. Sample.Document.Pools.Select(pool => pool with { RegionalHealth = true })],
            Vantages = [new KnownVantage { Code = new("fra"), Region = new("eu-west") }, new KnownVantage { Code = new("iad"), Region = new("us-east") }],
            Places = [new KnownPlace { Prefix = IPNetwork.Parse("10.1.0.0/16"), Country = "DE" }, new KnownPlace { Prefix = IPNetwork.Parse("10.2.0.0/16"), Country = "US" }],
        };
        var (system, state) = (Guid.NewGuid(), new LastKnownState(_folder.Path, _heard));
        var down = new Dictionary<EndpointCode, EndpointHealth> { [new("eu-web-1")] = new(HealthState.Down, DateTimeOffset.UnixEpoch, "connection refused") };
        state.Save(Sample.Configuration(system, 1, 7, document));
        state.Save(new HealthPublication { System = system, Term = 1, Sequence = 1, Table = Sample.Table() with { Regional = [new RegionalView(new("eu-west"), down.ToFrozenDictionary())] } });
        var dns = FreePort();
        using var host = Build(dns, new Uri("http://127.0.0.1:1/"));
        await host.StartAsync();

        Assert.Equal(($"{Sample.Us}", 16), await AskAsync("10.1.2.0/24"));
        Assert.Equal(($"{Sample.Eu}", 16), await AskAsync("10.2.2.0/24"));
        Assert.Equal($"{Sample.Eu}", (await AskAsync("192.0.2.0/24")).Address);
        await host.StopAsync();

        async Task<(string Address, int Scope)> AskAsync(string subnet)
        {
            var answer = await new DnsClient(dns).Ask(Sample.Www, RecordType.A, new QueryOptions { Subnet = ClientSubnet.TryParse(subnet, out var parsed) ? parsed : null });
            return (Assert.Single(answer.Answers).Text, answer.Edns!.SubnetScope);
        }
    }

    [Theory]
    [InlineData(SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(SocketType.Stream, ProtocolType.Tcp)]
    public async Task A_port_that_is_taken_is_said_in_a_sentence(SocketType type, ProtocolType protocol)
    {
        using var other = new Socket(AddressFamily.InterNetwork, type, protocol);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream) other.Listen();
        var taken = (IPEndPoint)other.LocalEndPoint!;
        using var host = Build(taken, new Uri("http://127.0.0.1:1/"));
        var failure = await Assert.ThrowsAsync<ListenException>(() => host.StartAsync());
        Assert.Equal($"Another program already answers on {taken}: stop it, or choose another address.", failure.Message);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_said_in_a_sentence()
    {
        using var host = Build(new IPEndPoint(IPAddress.Parse("192.0.2.77"), 5300), new Uri("http://127.0.0.1:1/"));
        var failure = await Assert.ThrowsAsync<ListenException>(() => host.StartAsync());
        Assert.Equal("192.0.2.77 is no address of this machine: choose one of its own.", failure.Message);
    }

    [Fact]
    public async Task The_program_ends_with_1_when_it_cannot_answer()
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        Assert.Equal(1, await EdgeProgram.RunAsync(["--control", "http://127.0.0.1:1", "--dns", other.Client.LocalEndPoint!.ToString()!, "--state", _folder.Path]));
    }

    private IHost Build(IPEndPoint dns, Uri control, ResponderOptions? responder = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(_heard);
        builder.Services.AddSingleton(new HttpClient());
        builder.Services.AddSingleton<IFeed, HttpFeed>();
        var options = new EdgeOptions { Listen = [dns], StateFolder = _folder.Path, Control = control, Loops = 2 };
        builder.Services.AddGlobalLbEdge(responder is null ? options : options with { Responder = responder });
        return builder.Build();
    }

    private static IPEndPoint FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return (IPEndPoint)socket.LocalEndpoint;
    }
}
