using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>A process that a test started; it is ended by its id, and what it printed is kept.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Task _outputEnded, _errorEnded;
    private ImmutableList<string> _lines = [];
    private TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(string name, Process process)
    {
        Name = name;
        _process = process;
        _outputEnded = ReadAsync(process.StandardOutput, " ");
        _errorEnded = ReadAsync(process.StandardError, "!");
    }

    public string Name { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far, in order, each line with the seconds since its start.</summary>
    public string Transcript
    {
        get
        {
            lock (_gate) return string.Join('\n', _lines);
        }
    }

    /// <summary>Starts a program; the environment is ours without our own variables, and what is given.</summary>
    public static RunningProgram Start(string name, IEnumerable<string> words, string? folder = null, params IEnumerable<(string Name, string Value)> variables)
    {
        // A shell has what it runs in the background ignore Ctrl-C, and that is inherited: not so by what a test starts.
        var all = words.ToList();
        var start = new ProcessStartInfo("env", all.Prepend("--default-signal=INT"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "/tmp",
        };
        foreach (var variable in start.Environment.Keys.Where(key => key.StartsWith("GLOBALLB_", StringComparison.Ordinal) && key != "GLOBALLB_PG_BIN").ToList())
            start.Environment.Remove(variable);
        foreach (var (variable, value) in variables) start.Environment[variable] = value;
        return new RunningProgram(name, Process.Start(start) ?? throw new InvalidOperationException($"{all[0]} did not start"));
    }

    /// <summary>Waits for a line, also one that was printed before.</summary>
    /// <exception cref="Xunit.Sdk.XunitException">It was not printed in time, or the program ended without it.</exception>
    public async Task<Match> WaitForAsync(string pattern, TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        while (true)
        {
            Task said;
            ImmutableList<string> lines;
            lock (_gate) (said, lines) = (_said.Task, _lines);
            foreach (var line in lines)
                if (Regex.Match(line, pattern) is { Success: true } match) return match;
            if (_outputEnded.IsCompleted && _errorEnded.IsCompleted) Assert.Fail($"{Name} ended without printing '{pattern}'. It printed:\n{Transcript}");
            try
            {
                await Task.WhenAny(said, Task.WhenAll(_outputEnded, _errorEnded)).WaitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{Name} did not print '{pattern}' within {patience.TotalSeconds} s. It printed:\n{Transcript}");
            }
        }
    }

    /// <summary>Sends a signal by its name, such as INT; to the whole group of processes as a terminal does, when it leads one.</summary>
    public void Signal(string signal, bool isForGroup = false)
    {
        if (_process.HasExited) return;
        using var kill = Process.Start("kill", [$"-{signal}", "--", $"{(isForGroup ? "-" : "")}{_process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it as a crash would: nothing of it runs on.</summary>
    public async Task KillAsync()
    {
        Signal("KILL");
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits for its end and all it had to say.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            await Task.WhenAll(_outputEnded, _errorEnded).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{Name} did not end within {patience.TotalSeconds} s. It printed:\n{Transcript}");
        }

        return _process.ExitCode;
    }

    /// <summary>Asks it to stop as an operator would.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync(string signal = "TERM")
    {
        Signal(signal);
        return WaitForExitAsync(StopPatience);
    }

    public async ValueTask DisposeAsync()
    {
        Signal("TERM");
        using var patience = new CancellationTokenSource(StopPatience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader stream, string mark)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lock (_gate)
            {
                _lines = _lines.Add($"{_clock.Elapsed.TotalSeconds,7:0.00}{mark} {line}");
                _said.TrySetResult();
                _said = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
