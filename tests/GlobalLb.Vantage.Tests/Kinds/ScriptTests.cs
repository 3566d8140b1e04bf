using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

[SupportedOSPlatform("linux")]
public sealed class ScriptTests : IDisposable
{
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 8443);

    private readonly TemporaryFolder _folder = new();
    private readonly ProbeStage _stage;

    public ScriptTests()
    {
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1ED);
        _stage = new ProbeStage(options => options with { ScriptFolder = _folder.Path });
    }

    public void Dispose()
    {
        _stage.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("exit 0", true, "script passed")]
    [InlineData("exit 3", false, "script exit code 3")]
    [InlineData("kill -9 $$", false, "script exit code 137")]
    [InlineData("echo fine; echo not fine >&2", true, "script passed")]
    [InlineData("read line && exit 1; exit 0", true, "script passed")]
    [InlineData("[ \"$PROBE_ENDPOINT $PROBE_ADDRESS $PROBE_PORT $1 $2\" = 'web-1 127.0.0.1 8443 a b c' ]", true, "script passed")]
    [InlineData("[ -z \"$HOME$USER$SECRET\" ]", true, "script passed")]
    [InlineData("yes", false, "the script wrote more than 64 KiB")]
    public async Task Its_exit_code_decides(string lines, bool passes, string reason)
    {
        Environment.SetEnvironmentVariable("SECRET", "not for scripts");
        var outcome = await RunAsync(lines, 20, "a", "b c");
        Assert.Equal((passes, reason), (outcome.Passed, outcome.Reason));
    }

    [Fact]
    public async Task At_the_deadline_it_is_killed_with_all_that_it_started()
    {
        var file = Path.Combine(_folder.Path, "pids");
        var outcome = await RunAsync($"sleep 1000 & echo $! >>{file}; (sleep 1000 & echo $! >>{file}; wait) & echo $$ >>{file}; trap '' TERM; wait; sleep 1000", 1);
        Assert.Equal((false, "no answer within 1 s"), (outcome.Passed, outcome.Reason));
        var started = File.ReadAllLines(file);
        Assert.Equal(3, started.Length);
        await Eventually.HoldsAsync(() => started.All(id => !IsRunning(id)));
    }

    [Fact]
    public async Task What_it_leaves_running_is_killed_and_not_waited_for()
    {
        var file = Path.Combine(_folder.Path, "pids");
        var begun = Stopwatch.StartNew();
        var outcome = await RunAsync($"sleep 1000 & echo $! >{file}; exit 0", 30);
        Assert.True(outcome.Passed, outcome.Reason);
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 20);
        await Eventually.HoldsAsync(() => !IsRunning(File.ReadAllText(file).Trim()));
    }

    [Fact]
    public async Task Many_that_hang_block_nobody()
    {
        Write("hang", "sleep 1000");
        Write("well", "exit 0");
        var hanging = Enumerable.Range(0, 60).Select(i => AskAsync("hang", 5, $"web-{i}")).ToList();
        var begun = Stopwatch.StartNew();
        Assert.True((await AskAsync("well", 30)).Passed);
        await Task.Yield();
        Assert.All(await Task.WhenAll(hanging), outcome => Assert.Equal("no answer within 5 s", outcome.Reason));
        Assert.InRange(begun.Elapsed.TotalSeconds, 0, 60);
    }

    [Fact]
    public async Task Another_account_runs_it_when_we_are_root()
    {
        using var stage = new ProbeStage(options => options with { ScriptFolder = _folder.Path, ScriptAccount = "nobody" });
        Write("who", "[ \"$(id -un)\" = \"$1\" ] && grep -q 'NoNewPrivs:.*1' /proc/self/status");
        var name = Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName;
        var probe = new Probe { Kind = ProbeKind.Script, TimeoutSeconds = 20, Script = new() { Path = "who", Arguments = [name] } };
        Assert.Equal("script passed", (await stage.AskAsync(Address, probe)).Reason);
    }

    [Fact]
    public async Task Without_a_folder_of_scripts_nothing_is_run_and_nothing_learned()
    {
        using var stage = new ProbeStage();
        Assert.Null(await stage.TryAskAsync(Address, new Probe { Kind = ProbeKind.Script, Script = new() { Path = "true" } }));
        Assert.Contains("--probe-scripts", Assert.Single(stage.Heard.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("../../bin/true")]
    public async Task What_is_not_in_the_folder_is_not_run(string path)
    {
        Assert.Null(await _stage.TryAskAsync(Address, new Probe { Kind = ProbeKind.Script, Script = new() { Path = path } }));
        Assert.Contains("there is no script", Assert.Single(_stage.Heard.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_executed_says_nothing_about_the_endpoint()
    {
        File.WriteAllText(Path.Combine(_folder.Path, "text"), "no program");
        Assert.Null(await _stage.TryAskAsync(Address, new Probe { Kind = ProbeKind.Script, TimeoutSeconds = 20, Script = new() { Path = "text" } }));
        Assert.Contains("cannot be run", Assert.Single(_stage.Heard.Lines), StringComparison.Ordinal);
    }

    // A zombie that nobody has fetched yet does not run.
    private static bool IsRunning(string id) =>
        File.Exists($"/proc/{id}/stat") && !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);

    private Task<Outcome> RunAsync(string lines, double timeout, params string[] arguments)
    {
        Write("check", lines);
        return AskAsync("check", timeout, "web-1", arguments);
    }

    private Task<Outcome> AskAsync(string path, double timeout, string code = "web-1", params string[] arguments) => _stage.AskAsync(
        Address, new Probe { Kind = ProbeKind.Script, TimeoutSeconds = timeout, Script = new() { Path = path, Arguments = [.. arguments] } }, code);

    private void Write(string name, string lines)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllText(path, $"#!/bin/sh\n{lines}\n");
        File.SetUnixFileMode(path, (UnixFileMode)0x1ED);
    }
}
