using System.Diagnostics.CodeAnalysis;
using Microsoft.Win32.SafeHandles;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// A file that others replace or write to while we run. It is looked at every second: that works for every file system, for
/// links and for renames, and costs nothing. What is new is told once it has stayed the same for a second, so that a file
/// that is still being copied is not read.
/// </summary>
internal sealed class WatchedFile(string path, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private Stamp _read;

    /// <summary>The path, as it was given.</summary>
    public string Path => path;

    /// <summary>When what was read last was written.</summary>
    public DateTimeOffset WrittenAt => new(_read.WrittenAt, TimeSpan.Zero);

    /// <summary>Reads the file whole.</summary>
    /// <param name="content">The content; the caller disposes of it.</param>
    /// <param name="problem">Why it could not be read, otherwise.</param>
    public bool TryRead([NotNullWhen(true)] out FileOctets? content, [NotNullWhen(false)] out string? problem)
    {
        content = null;
        _read = default;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            _read = StampOf(file);
            content = FileOctets.Read(file);
            problem = null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OutOfMemoryException)
        {
            problem = failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : failure.Message;
        }

        return content is not null;
    }

    /// <summary>Completes when the file is another than the one read last, or is gone, and has settled.</summary>
    public async Task ChangedAsync(CancellationToken cancellation)
    {
        var seen = _read;
        while (true)
        {
            await Task.Delay(Interval, time, cancellation);
            var now = Look();
            if (now != _read && now == seen) return;
            seen = now;
        }
    }

    // Of the open file, not of the path: a link would tell of itself.
    private static Stamp StampOf(SafeFileHandle file) => new(File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));

    private Stamp Look()
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return StampOf(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    private readonly record struct Stamp(DateTime WrittenAt, long Length);
}
