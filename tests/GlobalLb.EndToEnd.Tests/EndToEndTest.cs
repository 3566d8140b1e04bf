using System.Net;
using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>A test with processes: all of them are ended after it, and what they printed is in the test's output.</summary>
[Collection(EndToEndTests.Name)]
public abstract class EndToEndTest(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Longer than any start on a busy machine, shorter than anybody would wait.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    protected const string FeedKey = "a key of the test";

    private readonly Stack<IAsyncDisposable> _ends = new();
    private readonly List<RunningProgram> _programs = [];

    protected ITestOutputHelper Output => output;

    private protected TemporaryFolder Folder { get; } = new();

    public virtual Task InitializeAsync()
    {
        _ends.Push(Folder);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        var failures = new List<Exception>();
        while (_ends.TryPop(out var end))
        {
            try
            {
                await end.DisposeAsync();
            }
            catch (Exception failure)
            {
                // Whatever does not end well, the others are ended too.
                failures.Add(failure);
            }
        }

        foreach (var program in _programs) output.WriteLine($"── {program.Name}\n{program.Transcript}");
        if (failures.Count > 0) throw new AggregateException(failures);
    }

    /// <summary>Ends this after the test, last begun first.</summary>
    protected T Ending<T>(T part)
        where T : IAsyncDisposable
    {
        _ends.Push(part);
        return part;
    }

    private protected RunningProgram Keep(RunningProgram program)
    {
        _programs.Add(program);
        return Ending(program);
    }

    private protected RunningProgram Start(string name, params IEnumerable<string> words) =>
        Keep(RunningProgram.Start(name, words, Folder.Path));

    /// <summary>Runs a command of <c>globallb</c> to its end.</summary>
    private protected async Task<(int ExitCode, RunningProgram Program)> RunAsync(params IReadOnlyList<string> words)
    {
        var program = Start($"globallb {string.Join(' ', words)}", [.. Programs.GlobalLb, .. words]);
        return (await program.WaitForExitAsync(Patience), program);
    }

    /// <summary>Starts Control and Web, and waits until both run.</summary>
    private protected async Task<RunningProgram> StartControlAsync(Uri web, params IReadOnlyList<string> database)
    {
        var control = Start("globallb", [.. Programs.GlobalLb, "run", "--roles", "control,web", "--no-example", "--web", $"{web}", "--feed-key", FeedKey, .. database]);
        await control.WaitForAsync("Stop with Ctrl-C", Patience);
        return control;
    }

    /// <summary>Starts an edge, and waits until it listens.</summary>
    private protected async Task<RunningProgram> StartEdgeAsync(string name, IPEndPoint listen, Uri control)
    {
        var edge = Start(
            $"globallb-edge {name}",
            [.. Programs.Edge, "--control", $"{control}", "--dns", $"{listen}", "--state", Folder.In(name), "--key", FeedKey, "--loops", "1"]);
        await edge.WaitForAsync("Answering DNS on", Patience);
        return edge;
    }

    protected static Uri FreeWeb() => new($"http://127.0.0.1:{FreePort.Find()}");

    protected static IPEndPoint FreeDns() => new(IPAddress.Loopback, FreePort.Find());
}
