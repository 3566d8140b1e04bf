using System.Collections.Frozen;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Tests.Judging;
using GlobalLb.Control.Vantages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Vantage.Joining;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>What of a Control vantages join, on a real socket, with a judge whose time stands still; its history goes nowhere.</summary>
internal sealed class VantageStage : IAsyncDisposable
{
    private readonly WebApplication _control;
    private readonly HealthTracker _tracker;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private long _version;

    private VantageStage(string? key)
    {
        _tracker = new HealthTracker(Stage.Judge, Stage.Time, Stage.Loggers.CreateLogger<HealthTracker>());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(Stage.Heard).AddFilter("Microsoft", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = Timeout.InfiniteTimeSpan); // streams end by themselves, or nothing ends them
        builder.Services.AddSingleton(Stage.Publisher).AddSingleton<TimeProvider>(Stage.Time).AddSingleton(Stage.Metrics).AddSingleton(_tracker);
        builder.Services.AddSingleton(new ControlOptions { VantageKey = key }).AddSingleton<VantageDesk>();
        builder.Services.AddHostedService(_ => _tracker);
        _control = builder.Build();
        _control.MapGlobalLbVantages();
    }

    public JudgeStage Stage { get; } = new();

    public Uri Address { get; private set; } = new("http://127.0.0.1:1/");

    public static async Task<VantageStage> StartAsync(string? key = VantageHosts.Key)
    {
        var stage = new VantageStage(key);
        await stage._control.StartAsync();
        stage.Address = new Uri(stage._control.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        return stage;
    }

    /// <summary>Begins to lead with everything up.</summary>
    public Task LeadAsync(ConfigurationDocument document)
    {
        var beliefs = document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => new EndpointBelief(endpoint.Code, HealthState.Up, DateTimeOffset.UnixEpoch, "HTTP 200", "control"));
        return _tracker.LeadAsync(Guid.NewGuid(), 1, Version(document), new HealthView(beliefs.ToFrozenDictionary(belief => belief.Endpoint), null, null, true), CancellationToken.None);
    }

    public ValueTask FollowAsync(ConfigurationDocument document) => _tracker.FollowAsync(Version(document), CancellationToken.None);

    public ValueTask StepDownAsync() => _tracker.StepDownAsync(CancellationToken.None);

    /// <summary>What is published of an endpoint once all that was taken by now is judged.</summary>
    public async Task<HealthState> HealthAsync(string endpoint)
    {
        // A step behind all others, then time for what is due.
        Assert.True(await _tracker.HearAsync([], CancellationToken.None));
        Stage.Time.Advance(TimeSpan.FromMilliseconds(1100));
        Assert.True(await _tracker.HearAsync([], CancellationToken.None));
        Assert.True(await _tracker.HearAsync([], CancellationToken.None));
        return Stage.Publisher.Edition.Health!.Table[new(endpoint)];
    }

    /// <summary>Opens a stream as a vantage would.</summary>
    public async Task<VantageStream> JoinAsync(string vantage)
    {
        var response = await SendAsync(HttpMethod.Get, JoinPaths.Schedule(vantage), VantageToken.Of(VantageHosts.Key, new(vantage)));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await VantageStream.BeginAsync(response);
    }

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string vantage, OutcomeBatch batch) =>
        await PostAsync(vantage, JsonSerializer.Serialize(batch, JoiningJson.Default.OutcomeBatch));

    public async Task<(HttpStatusCode Status, string Text)> PostAsync(string vantage, string body, string? token = null)
    {
        using var response = await SendAsync(HttpMethod.Post, JoinPaths.Outcomes(vantage), token ?? VantageToken.Of(VantageHosts.Key, new(vantage)), body);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.ExpectContinue = body?.Length > 1_000_000; // or the answer to what is too long is lost with the connection
        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _control.StopAsync();
        await _control.DisposeAsync();
        Stage.Dispose();
    }

    private ConfigurationVersion Version(ConfigurationDocument document) => new(++_version, document, "ada", "", DateTimeOffset.UnixEpoch);
}
