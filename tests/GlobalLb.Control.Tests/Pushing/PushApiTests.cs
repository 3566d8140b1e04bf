using System.Net;
using System.Net.Http.Headers;
using GlobalLb.Control.Pushing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Kinds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Pushing;

public sealed class PushApiTests : IAsyncLifetime, IDisposable
{
    private const string Key = "sixteen letters!";

    private readonly PushDesk _desk = new(TimeProvider.System);
    private readonly HttpClient _http = new();
    private WebApplication? _control;

    public Task InitializeAsync()
    {
        _desk.Expect(new HashSet<(EndpointCode, string)> { (new("web-1"), ""), (new("web-1"), "disk"), (new("web-2"), "") });
        return StartAsync(Key);
    }

    public async Task DisposeAsync() => await _control!.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("web-1?well=false&probe=disk&note=full", "web-1", HttpStatusCode.NoContent)]
    [InlineData("web-2", "web-2", HttpStatusCode.NoContent)]
    [InlineData("web-1", "web-2", HttpStatusCode.Unauthorized)] // none speaks for another
    [InlineData("web-1", null, HttpStatusCode.Unauthorized)]
    [InlineData("web-1?probe=load", "web-1", HttpStatusCode.NotFound)]
    [InlineData("web-3", "web-3", HttpStatusCode.NotFound)]
    [InlineData("web-1?well=perhaps", "web-1", HttpStatusCode.BadRequest)]
    public async Task A_report_is_taken_from_the_endpoint_that_it_is_about(string path, string? speaker, HttpStatusCode expected) =>
        Assert.Equal(expected, await ReportAsync(path, speaker));

    [Fact]
    public async Task What_was_reported_last_is_what_is_known()
    {
        Assert.True(_desk.IsOpen);
        await ReportAsync("web-1?probe=disk", "web-1");
        await ReportAsync("web-1?well=false&probe=disk&note=full", "web-1");
        Assert.Equal((false, "full"), _desk.Last(new("web-1"), "disk") is { } last ? (last.IsWell, last.Note) : default);
        Assert.Null(_desk.Last(new("web-1"), ""));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_taken()
    {
        await _control!.DisposeAsync();
        _desk.IsOpen = false;
        await StartAsync(null);
        Assert.Equal(HttpStatusCode.NotFound, await ReportAsync("web-1", "web-1"));
        Assert.False(_desk.IsOpen);
    }

    private async Task<HttpStatusCode> ReportAsync(string path, string? speaker)
    {
        var address = _control!.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{address}/push/v1/{path}");
        if (speaker is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", PushToken.Of(Key, new EndpointCode(speaker)));
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task StartAsync(string? key)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddSingleton(_desk).AddSingleton(new ControlOptions { Probing = new VantageOptions { PushKey = key } });
        _control = builder.Build();
        _control.MapGlobalLbPush();
        await _control.StartAsync();
    }
}
