using System.ComponentModel;
using System.Diagnostics;

namespace GlobalLb.Store.Embedded;

/// <summary>Runs a program of the system to its end.</summary>
internal static class Subprocess
{
    /// <summary>Runs it and waits.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <returns>Its exit code (127 when there is no such program) and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> words, string folder, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(words[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var word in words.Skip(1)) start.ArgumentList.Add(word);
        // What the operator set for a PostgreSQL of theirs (PGPORT, PGDATA …) must not reach ours.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception exception)
        {
            return (127, exception.Message);
        }

        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
