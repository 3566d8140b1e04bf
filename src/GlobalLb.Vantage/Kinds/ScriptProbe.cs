using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>
/// Runs a program from the folder that the administrator named: exit code 0 is well. It has a session of its own, so that at the
/// deadline it is killed with all it started; nothing to read, one processor second per second of the timeout, no core, 256 files, and
/// no way to privileges it does not have.
/// </summary>
internal sealed partial class ScriptProbe(string? folder, string? account) : IProbe
{
    /// <summary>The most it may write, in octets.</summary>
    public const int MostOutput = 65_536;

    private const int Kill = 9;

    /// <inheritdoc/>
    public async Task<Finding> CheckAsync(Target target, CancellationToken deadline)
    {
        if (target.Probe.Script is not { } script) return Finding.Unable("a script probe without a script runs nothing");
        if (folder is null) return Finding.Unable("scripts are not run here; start this vantage with --probe-scripts FOLDER");
        var path = Path.Combine(folder, script.Path);
        if (Path.GetFileName(script.Path) != script.Path || !File.Exists(path)) return Finding.Unable($"there is no script {script.Path} in {folder}; put it there");
        Process process;
        try
        {
            process = Process.Start(Start(path, target))!;
        }
        catch (Win32Exception failure)
        {
            return Finding.Unable($"{path} cannot be run: {failure.Message}");
        }

        using (process)
        {
            try
            {
                process.StandardInput.Close();
                using var tooMuch = CancellationTokenSource.CreateLinkedTokenSource(deadline);
                var output = Task.WhenAll(
                    DrainAsync(process.StandardOutput.BaseStream, tooMuch), DrainAsync(process.StandardError.BaseStream, tooMuch));
                try
                {
                    await process.WaitForExitAsync(tooMuch.Token);
                }
                catch (OperationCanceledException) when (!deadline.IsCancellationRequested)
                {
                    return new Finding(false, $"the script wrote more than {MostOutput / 1024} KiB");
                }

                // What it left running may hold its output open; that is not waited for.
                KillGroup(process.Id);
                await output.WaitAsync(deadline).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return process.ExitCode switch
                {
                    0 => new Finding(true, "script passed"),
                    126 or 127 => Finding.Unable($"{path} cannot be run (exit code {process.ExitCode}): is it executable, and its interpreter there?"),
                    var code => new Finding(false, $"script exit code {code}"),
                };
            }
            finally
            {
                KillGroup(process.Id);
            }
        }
    }

    private ProcessStartInfo Start(string path, Target target)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(target.Timing.TimeoutSeconds));
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
            // Only root may become another.
            UserName = account is not null && Environment.IsPrivilegedProcess ? account : "",
            ArgumentList = { "prlimit", $"--cpu={seconds}", "--core=0", "--nofile=256", "--fsize=1048576", "setpriv", "--no-new-privs", path },
        };
        foreach (var argument in target.Probe.Script!.Arguments) start.ArgumentList.Add(argument);

        // Nothing of our own environment: it holds secrets.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["PROBE_ENDPOINT"] = target.Endpoint.Code.Value;
        start.Environment["PROBE_ADDRESS"] = target.Address.ToString();
        start.Environment["PROBE_PORT"] = $"{target.Port}";
        start.Environment["PROBE_HOST"] = target.Host;
        return start;
    }

    private static async Task DrainAsync(Stream stream, CancellationTokenSource tooMuch)
    {
        var octets = new byte[4096];
        for (var total = 0; total <= MostOutput;)
        {
            var read = await stream.ReadAsync(octets, tooMuch.Token);
            if (read == 0) return;
            total += read;
        }

        await tooMuch.CancelAsync();
    }

    // Its session's leader is what was started; a group that is gone is no matter.
    private static void KillGroup(int leader) => _ = KillProcess(-leader, Kill);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int KillProcess(int process, int signal);
}
