using System.Diagnostics;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>A folder that every account can reach. Gone when the test is over, and with it a PostgreSQL that a killed program left in it.</summary>
internal sealed class TemporaryFolder : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public TemporaryFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = $"/tmp/globallb-e2e-{Guid.NewGuid().ToString("N")[..8]}";

    public string In(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public async ValueTask DisposeAsync()
    {
        var patience = Stopwatch.StartNew();
        while (FindPostgres(Path) is { Count: > 0 } left && patience.Elapsed < Patience)
        {
            foreach (var id in left) await End(id);
        }

        Directory.Delete(Path, recursive: true);
    }

    /// <summary>The processes of PostgreSQL servers that work in a folder or below it.</summary>
    public static IReadOnlyList<int> FindPostgres(string folder)
    {
        var found = new List<int>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(path => int.TryParse(System.IO.Path.GetFileName(path), out _)))
        {
            try
            {
                var works = new FileInfo($"{process}/cwd").LinkTarget;
                if (works is not null && (works + "/").StartsWith(folder + "/", StringComparison.Ordinal) && File.ReadAllText($"{process}/comm").StartsWith("postgres", StringComparison.Ordinal))
                    found.Add(int.Parse(System.IO.Path.GetFileName(process)));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended while we looked, or belongs to somebody else.
            }
        }

        return found;
    }

    /// <summary>What is still there of a server that was stopped: it gives up its file of identity, which is waited for, a moment before it ends.</summary>
    public static async Task<IReadOnlyList<int>> FindLeftPostgresAsync(string folder)
    {
        var patience = Stopwatch.StartNew();
        while (FindPostgres(folder) is { Count: > 0 } left)
        {
            if (patience.Elapsed > Patience) return left;
            await Task.Delay(20);
        }

        return [];
    }

    private static async Task End(int id)
    {
        using var kill = Process.Start("kill", ["-QUIT", $"{id}"]);
        await kill.WaitForExitAsync();
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or TimeoutException)
        {
            // It has ended already, or is looked for again.
        }
    }
}
