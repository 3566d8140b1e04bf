using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Server.Running;

/// <summary>The folder that master files may include files of; nothing outside of it can be reached.</summary>
/// <param name="root">The folder, as it was written; empty: the current one.</param>
internal sealed class IncludeFolder(string root)
{
    private const int MostLinks = 40;

    private readonly Lazy<string> _real = new(() => Resolve(Path.Combine(Environment.CurrentDirectory, root)));
    private readonly string _shown = root.Length == 0 ? "." : root;

    /// <summary>Reads a file for <c>$INCLUDE</c>: a path in this folder, also when another included file says it.</summary>
    public bool TryRead(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
    {
        file = null;
        problem = null;
        try
        {
            if (Path.IsPathRooted(path)) problem = $"'{path}' is an absolute path; write one that begins in the folder {_shown}";
            else if (!IsInside(Path.GetFullPath(Path.Combine(_real.Value, path)))) problem = $"'{path}' leads out of the folder {_shown}; only files inside it can be included";
            else if (Resolve(Path.Combine(_real.Value, path)) is var real && !IsInside(real)) problem = $"'{path}' leads out of the folder {_shown} by a symbolic link; only files inside it can be included";
            else file = new IncludedFile(Path.Combine(root, Path.GetRelativePath(_real.Value, real)), ZoneText.Read(real));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = $"'{path}' cannot be included: {failure.Message}";
        }

        return file is not null;
    }

    private bool IsInside(string path) => path.StartsWith(Path.EndsInDirectorySeparator(_real.Value) ? _real.Value : _real.Value + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    // The path without any symbolic link, in whatever part of it one stands.
    private static string Resolve(string path)
    {
        var resolved = Path.GetPathRoot(path)!;
        var parts = new Stack<string>(path[resolved.Length..].Split(Path.DirectorySeparatorChar).Reverse());
        var links = 0;
        while (parts.TryPop(out var part))
        {
            if (part is "" or ".") continue;
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
                continue;
            }

            var next = Path.Combine(resolved, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                resolved = next;
                continue;
            }

            if (++links > MostLinks) throw new IOException("too many symbolic links");
            if (Path.IsPathRooted(target)) resolved = Path.GetPathRoot(target)!;
            foreach (var step in target.Split(Path.DirectorySeparatorChar).Reverse()) parts.Push(step);
        }

        return resolved;
    }
}
