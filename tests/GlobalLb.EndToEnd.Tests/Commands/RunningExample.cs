using System.Net;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary><c>globallb run</c> as a new user gets it, with the living example, on ports of its own.</summary>
public sealed class RunningExample : IAsyncLifetime
{
    internal Stage Stage { get; } = new();

    public Uri Web { get; } = Stage.FreeWeb();

    public IPEndPoint Dns { get; } = Stage.FreeDns();

    /// <summary>Where its simulated endpoints listen, so that other examples on this machine do not matter.</summary>
    public int EndpointPort { get; } = Stage.FreeWeb().Port;

    /// <summary>The words that lead a command to its database.</summary>
    public IReadOnlyList<string> Database => ["--data", Stage.Folder.In("data")];

    /// <summary>The link it printed for the first administrator.</summary>
    public Uri SetUpLink { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var program = Stage.StartGlobalLb(["run", "--web", $"{Web}", "--dns", $"{Dns}", "--example-port", $"{EndpointPort}", "--alert-allow", "127.0.0.1/32", .. Database]);
        var link = await program.WaitForAsync(@"Set-up +(http\S+)", Stage.Patience);
        SetUpLink = new Uri(link.Groups[1].Value);
        await Questions.UntilAnsweredAsync(Dns, "app.example.test", Stage.Patience, "127.0.1.11", "127.0.1.12");
        await program.WaitForAsync("ap-web-2 went from Unknown to Up", Stage.Patience);
    }

    public async Task DisposeAsync() => await Stage.DisposeAsync();
}
