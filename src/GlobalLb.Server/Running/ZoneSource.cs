using GlobalLb.Dns.Names;

namespace GlobalLb.Server.Running;

/// <summary>A zone that somebody named, and the master file it is in.</summary>
/// <param name="Origin">The name of the zone, as it was written or as the file's name says.</param>
/// <param name="Path">The file.</param>
internal sealed record ZoneSource(string Origin, string Path)
{
    // Endings of master files; other dots in a file's name belong to the zone's.
    private static readonly string[] Endings = [".zone", ".db", ".txt"];

    /// <summary>Reads <c>FILE</c> or <c>ORIGIN=FILE</c>.</summary>
    public static ZoneSource Read(string written)
    {
        var equals = written.IndexOf('=', StringComparison.Ordinal);
        if (equals > 0) return new ZoneSource(written[..equals], written[(equals + 1)..]);
        var path = written[(equals + 1)..];
        var name = System.IO.Path.GetFileName(path);
        var ending = Endings.FirstOrDefault(ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return new ZoneSource(name[..^(ending?.Length ?? 0)], path);
    }

    /// <summary>The name of the zone.</summary>
    /// <param name="origin">The name, when it can be one.</param>
    /// <param name="problem">A sentence, when not.</param>
    public bool TryGetOrigin(out DomainName origin, out string problem)
    {
        problem = "";
        if (!DomainName.TryParse(Origin, DomainName.Root, out var name, out var wrong)) problem = $"the zone '{Origin}' has no valid name: {wrong}; write ORIGIN=FILE";
        else if (name.IsWildcard) problem = "a zone cannot begin with *; write the wildcard as a record of the zone above";
        origin = name ?? DomainName.Root;
        return problem.Length == 0;
    }
}
