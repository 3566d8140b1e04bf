using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Store.Embedded;

/// <summary>
/// Locks by which programs that use the same folder meet. The kernel keeps them (flock), so none is left behind by a program
/// that was killed, and no child inherits one.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Waits for the lock that only one can hold.</summary>
    /// <exception cref="StartFailure">It was held for too long, or the file cannot be made.</exception>
    public static async Task<IDisposable> WaitExclusiveAsync(string path, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (TryExclusive(path) is { } taken) return taken;
            if (patience.IsCancellationRequested)
                throw new StartFailure($"Another program has been starting or stopping the database for {Patience.TotalMinutes} minutes (it holds {path}); end that program and try again.");
            await Task.Delay(50, cancellation);
        }
    }

    /// <summary>The lock that only one can hold, or null when somebody holds any.</summary>
    public static IDisposable? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock that many can hold at once, or null when somebody holds the exclusive one.</summary>
    public static IDisposable? TryShared(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    [SuppressMessage("Interoperability", "CA1416", Justification = "The embedded PostgreSQL is for Linux: sockets, accounts, /proc.")]
    private static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = access,
                Share = share,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StartFailure($"The file {path} belongs to another account; start as that account, or choose another data folder.", exception);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
