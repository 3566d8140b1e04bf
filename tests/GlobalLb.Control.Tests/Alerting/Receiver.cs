using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>A real receiver of webhooks: keeps what it is sent, and answers as it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<Received> _received = Channel.CreateUnbounded<Received>();

    private Receiver(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        var count = 0;
        _app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync();
            _received.Writer.TryWrite(new Received(context.Request.Path, context.Request.Headers.ToDictionary(pair => pair.Key, pair => $"{pair.Value}", StringComparer.OrdinalIgnoreCase), body));
            await answer(context, Interlocked.Increment(ref count));
        });
    }

    public string Url { get; private set; } = "";

    /// <summary>How many requests nobody looked at.</summary>
    public int Waiting => _received.Reader.Count;

    /// <param name="answer">How the request of a number, from 1, is answered; null: 204.</param>
    public static async Task<Receiver> StartAsync(Func<HttpContext, int, Task>? answer = null)
    {
        var receiver = new Receiver(answer ?? ((context, _) => Answer(context, 204)));
        await receiver._app.StartAsync();
        receiver.Url = $"{receiver._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()}/hook";
        return receiver;
    }

    public static Task Answer(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    public async Task<Received> NextAsync() => await _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        // Who hangs must not hold up the end.
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
    }
}
