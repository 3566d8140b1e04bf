using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Tests.Example;

public sealed class LivingExampleTests
{
    [Fact]
    public void It_is_valid() => Assert.Empty(ConfigurationValidation.Check(LivingExample.Document));

    [Fact]
    public void Its_endpoints_are_found_however_they_were_edited_and_others_are_not()
    {
        var found = LivingExample.FindEndpoints(LivingExample.Document);
        Assert.Equal(6, found.Length);
        var edited = LivingExample.Document with
        {
            Pools = [LivingExample.Document.Pools[0] with { Endpoints = [found[0] with { Weight = 9 }, found[1] with { Port = 80 }, found[1] with { Address = IPAddress.Loopback }] }],
        };
        Assert.Equal(9, Assert.Single(LivingExample.FindEndpoints(edited)).Weight);
        Assert.Empty(LivingExample.FindEndpoints(ConfigurationDocument.Empty));
    }

    [Fact]
    public async Task An_endpoint_that_is_made_sick_answers_so_and_says_that_it_changed()
    {
        var (endpoint, other) = (At("one", "127.0.1.201", FreePort()), At("two", "127.0.1.202", FreePort()));
        await using var servers = await SimulatedServers.StartAsync([endpoint, other], CancellationToken.None);
        using var http = new HttpClient();
        var changes = 0;
        servers.Changed += () => changes++;
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, endpoint));
        servers.SetSick(endpoint.Code, true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(http, endpoint));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, other));
        Assert.Equal([true, false], servers.All.Select(each => each.IsSick));
        servers.SetSick(endpoint.Code, false);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(http, endpoint));
        Assert.Equal(2, changes);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Parse("127.0.1.203"), 0);
        other.Start();
        ImmutableArray<Endpoint> endpoints = [At("one", "127.0.1.203", ((IPEndPoint)other.LocalEndpoint).Port)];
        var failure = await Assert.ThrowsAsync<StartFailure>(() => SimulatedServers.StartAsync(endpoints, CancellationToken.None));
        Assert.StartsWith("The simulated endpoints cannot listen on", failure.Message, StringComparison.Ordinal);
    }

    private static Endpoint At(string code, string address, int port) => new() { Code = new(code), Address = IPAddress.Parse(address), Port = port };

    private static async Task<HttpStatusCode> AskAsync(HttpClient http, Endpoint endpoint)
    {
        using var response = await http.GetAsync(new Uri($"http://{endpoint.Address}:{endpoint.Port}/health"));
        return response.StatusCode;
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Any, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
