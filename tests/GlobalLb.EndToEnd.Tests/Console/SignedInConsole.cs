using System.Collections.Concurrent;
using System.Net;
using GlobalLb.EndToEnd.Tests.Commands;
using GlobalLb.EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>The running example and a real Chromium, whose person became the first administrator by the printed link.</summary>
public sealed class SignedInConsole : IAsyncLifetime
{
    public const string Person = "ada";
    public const string Password = "a password of the test";

    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly RunningExample _example = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _session;

    /// <summary>What the program printed and the pages complained of.</summary>
    public string Transcript => $"{_example.Stage.Transcript}\n── the browser's console\n{string.Join('\n', _complaints)}";

    public Uri Web => _example.Web;

    public IPEndPoint Dns => _example.Dns;

    internal RunningExample Example => _example;

    public async Task InitializeAsync()
    {
        await _example.InitializeAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Programs.OfSystem("chromium"), Args = Flags });
        var page = await SetUpAsync(_example.SetUpLink.PathAndQuery, Person);
        _session = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>Opens a page as the administrator, in a window of its own.</summary>
    /// <param name="path">The page.</param>
    /// <param name="timeZone">Where the window stands, by an IANA name; null: where the machine does.</param>
    public Task<IPage> OpenAsync(string path, string? timeZone = null) => OpenAsync(path, _session, timeZone);

    /// <summary>Opens a page as somebody who has not signed in.</summary>
    public Task<IPage> OpenAsNobodyAsync(string path) => OpenAsync(path, null, null);

    /// <summary>Lets a new person in, who may only look.</summary>
    /// <returns>The first page they see.</returns>
    public async Task<IPage> OpenAsNewViewerAsync(string name)
    {
        var (code, program) = await _example.Stage.RunAsync(["people", "link", "--role", "viewer", "--web", $"{Web}", .. _example.Database]);
        Assert.True(code == 0, program.Transcript);
        var link = await program.WaitForAsync(@"(/set-up\?key=\S+)", Stage.Patience);
        return await SetUpAsync(link.Groups[1].Value, name);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await _example.DisposeAsync();
    }

    private async Task<IPage> SetUpAsync(string link, string name)
    {
        var page = await OpenAsNobodyAsync(link);
        await page.GetByTestId("set-up-name").FillAsync(name);
        await page.GetByTestId("set-up-password").FillAsync(Password);
        await page.GetByTestId("set-up-repeat").FillAsync(Password);
        await page.GetByTestId("set-up-submit").ClickAsync();
        await Assertions.Expect(page.GetByTestId("region-eu-west")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        return page;
    }

    private async Task<IPage> OpenAsync(string path, string? session, string? timeZone)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = $"{Web}",
            StorageState = session,
            TimezoneId = timeZone,
            ViewportSize = new() { Width = 1280, Height = 800 },
            ColorScheme = ColorScheme.Light,
            AcceptDownloads = true,
        });
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Enqueue(error);
        await page.GotoAsync(path);
        return page;
    }
}
