using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Embedded;
using GlobalLb.Web;

namespace GlobalLb.Server.Example;

/// <summary>The endpoints of the living example: one small web server on many loopback addresses, each of which can be made sick.</summary>
internal sealed class SimulatedServers : ISimulatedEndpoints, IAsyncDisposable
{
    private readonly ImmutableDictionary<IPAddress, Endpoint> _endpoints;
    private readonly ConcurrentDictionary<EndpointCode, bool> _sick = new();
    private readonly WebApplication _app;

    private SimulatedServers(ImmutableArray<Endpoint> endpoints)
    {
        _endpoints = endpoints.ToImmutableDictionary(endpoint => endpoint.Address);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            foreach (var endpoint in endpoints) kestrel.Listen(endpoint.Address, endpoint.Port);
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public ImmutableArray<SimulatedEndpoint> All =>
    [
        .. _endpoints.Values.OrderBy(endpoint => endpoint.Code.Value, StringComparer.Ordinal)
            .Select(endpoint => new SimulatedEndpoint(endpoint.Code, endpoint.Address, endpoint.Port, IsSick(endpoint))),
    ];

    /// <exception cref="StartFailure">An address cannot be listened on.</exception>
    public static async Task<SimulatedServers> StartAsync(ImmutableArray<Endpoint> endpoints, CancellationToken cancellation)
    {
        var servers = new SimulatedServers(endpoints);
        try
        {
            await servers._app.StartAsync(cancellation);
            return servers;
        }
        catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
        {
            await servers.DisposeAsync();
            throw new StartFailure($"The simulated endpoints cannot listen on port {endpoints[0].Port} of 127.0.1.x ({failure.Message.TrimEnd('.')}): stop what uses it, choose another with --example-port and an empty --data, or start with --no-example.", failure);
        }
    }

    /// <inheritdoc/>
    public void SetSick(EndpointCode endpoint, bool isSick)
    {
        _sick[endpoint] = isSick;
        Changed?.Invoke();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private bool IsSick(Endpoint endpoint) => _sick.GetValueOrDefault(endpoint.Code);

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Connection.LocalIpAddress is not { } address || !_endpoints.TryGetValue(address, out var endpoint))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = IsSick(endpoint) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        return context.Response.WriteAsync($"{endpoint.Code} is {(IsSick(endpoint) ? "sick" : "well")}\n", context.RequestAborted);
    }
}
