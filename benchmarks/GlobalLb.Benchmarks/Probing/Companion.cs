using System.Diagnostics;
using System.Globalization;
using GlobalLb.Benchmarks.Peers;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>Another run of this program, on a processor of its own, that is spoken to line by line.</summary>
internal sealed class Companion : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private Companion(Process process) => _process = process;

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public static async Task<Companion> StartAsync(int processor, string command, params IEnumerable<string> words)
    {
        // taskset becomes what it starts, so that the process is the one that is measured.
        var start = new ProcessStartInfo("taskset", ["-c", processor.ToString(CultureInfo.InvariantCulture), .. PeerList.OwnProgram("globallb-bench"), command, .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // As the whole program runs, not as a benchmark does.
            Environment = { ["DOTNET_gcConcurrent"] = "1", ["DOTNET_gcServer"] = "1", ["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0" },
        };
        var companion = new Companion(Process.Start(start) ?? throw new InvalidOperationException("there is no taskset to start programs with"));
        await companion.ReadUntilAsync("ready");
        return companion;
    }

    /// <summary>Says a line.</summary>
    public async Task SayAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>Reads lines of a name and a value until there is one of that name.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<Dictionary<string, string>> ReadUntilAsync(string name)
    {
        var said = new Dictionary<string, string>();
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            var words = line.Split(' ', 2);
            if (words[0] == name) return said;
            if (words.Length == 2) said[words[0]] = words[1];
        }

        throw new InvalidOperationException($"a process ended without saying '{name}': {string.Join('\n', said.Select(pair => $"{pair.Key} {pair.Value}"))}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
