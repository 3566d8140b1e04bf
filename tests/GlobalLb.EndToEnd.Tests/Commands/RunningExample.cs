using System.Net;
using System.Net.Sockets;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary><c>globallb run</c> as a new user gets it, with the living example, on ports of its own.</summary>
public sealed class RunningExample : IAsyncLifetime
{
    // The example's endpoints have one fixed port: another example on this machine must end first.
    private static readonly IPEndPoint SomeEndpoint = new(IPAddress.Parse("127.0.1.11"), 18090);
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    internal Stage Stage { get; } = new();

    public Uri Web { get; } = Stage.FreeWeb();

    public IPEndPoint Dns { get; } = Stage.FreeDns();

    /// <summary>The words that lead a command to its database.</summary>
    public IReadOnlyList<string> Database => ["--data", Stage.Folder.In("data")];

    /// <summary>The link it printed for the first administrator.</summary>
    public Uri SetUpLink { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Poll.UntilAsync($"{SomeEndpoint} is free", Turn, () => Task.FromResult(FreePort.IsFree(SomeEndpoint, SocketType.Stream)));
        var program = Stage.StartGlobalLb(["run", "--web", $"{Web}", "--dns", $"{Dns}", .. Database]);
        var link = await program.WaitForAsync(@"Set-up +(http\S+)", Stage.Patience);
        SetUpLink = new Uri(link.Groups[1].Value);
        await Questions.UntilAnsweredAsync(Dns, "app.example.test", Stage.Patience, "127.0.1.11", "127.0.1.12");
        await program.WaitForAsync("ap-web-2 went from Unknown to Up", Stage.Patience);
    }

    public async Task DisposeAsync() => await Stage.DisposeAsync();
}
