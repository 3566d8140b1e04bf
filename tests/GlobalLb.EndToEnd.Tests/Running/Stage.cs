using System.Net;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>Everything a test set up: processes, servers, folders. All of it is ended with the test, last begun first.</summary>
internal sealed class Stage : IAsyncDisposable
{
    /// <summary>Longer than any start on a busy machine, shorter than anybody would wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public const string FeedKey = "a key of the test";

    private readonly Stack<IAsyncDisposable> _ends = new();
    private readonly List<RunningProgram> _programs = [];

    public Stage() => Folder = Ending(new TemporaryFolder());

    public TemporaryFolder Folder { get; }

    /// <summary>What all processes printed.</summary>
    public string Transcript => string.Join('\n', _programs.Select(program => $"── {program.Name}\n{program.Transcript}"));

    public static Uri FreeWeb() => new($"http://127.0.0.1:{FreePort.Find()}");

    public static IPEndPoint FreeDns() => new(IPAddress.Loopback, FreePort.Find());

    /// <summary>Ends this with the stage.</summary>
    public T Ending<T>(T part)
        where T : IAsyncDisposable
    {
        _ends.Push(part);
        return part;
    }

    public RunningProgram Keep(RunningProgram program)
    {
        _programs.Add(program);
        return Ending(program);
    }

    public RunningProgram Start(string name, params IEnumerable<string> words) => Keep(RunningProgram.Start(name, words, Folder.Path));

    /// <summary>Starts a command of <c>globallb</c>.</summary>
    public RunningProgram StartGlobalLb(params IReadOnlyList<string> words) => Start($"globallb {string.Join(' ', words)}", [.. Programs.GlobalLb, .. words]);

    /// <summary>Runs a command of <c>globallb</c> to its end.</summary>
    public async Task<(int ExitCode, RunningProgram Program)> RunAsync(params IReadOnlyList<string> words)
    {
        var program = StartGlobalLb(words);
        return (await program.WaitForExitAsync(Patience), program);
    }

    /// <summary>Starts Control and Web, and waits until both run.</summary>
    public Task<RunningProgram> StartControlAsync(Uri web, params IReadOnlyList<string> database) => StartControlWithClockAsync(null, web, database);

    /// <summary>The same, with a wall clock that is as far off as a file says, at any moment: a sign and seconds. Its monotonic clock is right.</summary>
    public async Task<RunningProgram> StartControlWithClockAsync(string? clock, Uri web, params IReadOnlyList<string> database)
    {
        string[] words = ["run", "--roles", "control,web", "--no-example", "--web", $"{web}", "--feed-key", FeedKey, "--probe-allow", "127.0.0.0/8,::1/128", .. database];
        (string, string)[] variables = clock is null ? [] :
        [
            ("LD_PRELOAD", Programs.FakeTime), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
        ];
        var control = Keep(RunningProgram.Start("globallb run --roles control,web", [.. Programs.GlobalLb, .. words], Folder.Path, variables));
        await control.WaitForAsync("Stop with Ctrl-C", Patience);
        return control;
    }

    /// <summary>Starts an edge, and waits until it listens.</summary>
    public async Task<RunningProgram> StartEdgeAsync(string name, IPEndPoint listen, Uri control, params IReadOnlyList<string> words)
    {
        var edge = Start(
            $"globallb-edge {name}",
            [.. Programs.Edge, "--control", $"{control}", "--dns", $"{listen}", "--state", Folder.In(name), "--key", FeedKey, "--loops", "1", "--name", name, .. words]);
        await edge.WaitForAsync("Answering DNS on", Patience);
        return edge;
    }

    public async ValueTask DisposeAsync()
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

        if (failures.Count > 0) throw new AggregateException(failures);
    }
}
