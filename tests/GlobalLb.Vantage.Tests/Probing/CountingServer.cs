using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Vantage.Tests.Probing;

/// <summary>A real web server that remembers what it was asked, in order.</summary>
internal sealed class CountingServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _asked = Channel.CreateUnbounded<string>();

    private CountingServer(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions> listen, RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(listen);
        _app = builder.Build();
        _app.Run(context =>
        {
            _asked.Writer.TryWrite($"{context.Request.Host}{context.Request.Path}{context.Request.QueryString}");
            return answer(context);
        });
    }

    public IPEndPoint Address { get; private set; } = new(IPAddress.None, 0);

    public int Waiting => _asked.Reader.Count;

    public static Task<CountingServer> StartAsync(RequestDelegate? answer = null, IPAddress? address = null) =>
        StartAsync(kestrel => kestrel.Listen(address ?? IPAddress.Loopback, 0), answer);

    public static async Task<CountingServer> StartAsync(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions> listen, RequestDelegate? answer = null)
    {
        var server = new CountingServer(listen, answer ?? (_ => Task.CompletedTask));
        await server._app.StartAsync();
        var url = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        server.Address = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
        return server;
    }

    /// <summary>The next request: host, path and query.</summary>
    public async Task<string> NextAsync() => await _asked.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
