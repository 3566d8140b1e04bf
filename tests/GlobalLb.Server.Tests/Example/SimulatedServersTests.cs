using System.Net;
using System.Net.Sockets;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Tests.Example;

public class SimulatedServersTests
{
    private static readonly EndpointCode Sick = new("one");

    [Fact]
    public async Task An_endpoint_is_made_sick_alone_and_well_again()
    {
        var port = FreePort();
        await using var servers = await SimulatedServers.StartAsync([At("one", "127.0.4.1", port), At("two", "127.0.4.2", port)], CancellationToken.None);
        var changes = 0;
        servers.Changed += () => changes++;
        using var http = new HttpClient();

        servers.SetSick(Sick, true);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, "127.0.4.1", port));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "127.0.4.2", port));
        Assert.Equal([true, false], servers.All.Select(endpoint => endpoint.IsSick));

        servers.SetSick(Sick, false);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "127.0.4.1", port));
        Assert.Equal(2, changes);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_a_sentence()
    {
        using var other = new TcpListener(IPAddress.Parse("127.0.4.3"), 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var failure = await Assert.ThrowsAsync<StartFailure>(() => SimulatedServers.StartAsync([At("one", "127.0.4.3", port)], CancellationToken.None));
        Assert.StartsWith("The simulated endpoints cannot listen", failure.Message, StringComparison.Ordinal);
        Assert.Contains("--no-example", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string address, int port)
    {
        using var response = await http.GetAsync(new Uri($"http://{address}:{port}/health"));
        return response.StatusCode;
    }

    private static Endpoint At(string code, string address, int port) => new() { Code = new(code), Address = IPAddress.Parse(address), Port = port };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Parse("127.0.4.1"), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
