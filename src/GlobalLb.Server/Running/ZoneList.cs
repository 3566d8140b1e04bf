using System.Collections.Immutable;

namespace GlobalLb.Server.Running;

/// <summary>A list of zones: a line each, <c>origin</c>, a tab, and the path of its master file; <c>#</c> begins a comment line.</summary>
/// <param name="Sources">The zones, in order.</param>
/// <param name="Problems">The lines that say nothing clear, as sentences with file and line.</param>
internal sealed record ZoneList(ImmutableArray<ZoneSource> Sources, ImmutableArray<string> Problems)
{
    /// <summary>
    /// Reads a list. Relative paths begin at the folder the list is in, so that list and zones can move together; where there is no
    /// such file, at the current folder, as on the command line.
    /// </summary>
    /// <exception cref="IOException">The list cannot be read.</exception>
    public static ZoneList Read(string path)
    {
        var sources = ImmutableArray.CreateBuilder<ZoneSource>();
        var problems = ImmutableArray.CreateBuilder<string>();
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (Directory.Exists(path)) throw new IOException($"{path}: it is a folder; name a list in it");
        var lines = File.ReadAllLines(path);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            var tab = line.IndexOfAny(['\t', ' ']);
            if (tab < 0) problems.Add($"{path}:{i + 1}:1: '{line}' has no path; write the zone, a tab, and its file, like: example.com\texample.com.zone");
            else if (line.Contains('\0')) problems.Add($"{path}:{i + 1}:1: the line holds the octet NUL, so the list is no text or in UTF-16; save it as UTF-8");
            else sources.Add(new ZoneSource(line[..tab], Find(line[tab..].Trim(), folder)));
        }

        return new ZoneList(sources.ToImmutable(), problems.ToImmutable());
    }

    private static string Find(string path, string folder)
    {
        var beside = Path.GetFullPath(path, folder);
        return File.Exists(beside) ? beside : Path.GetFullPath(path) is var current && File.Exists(current) ? current : beside;
    }
}
