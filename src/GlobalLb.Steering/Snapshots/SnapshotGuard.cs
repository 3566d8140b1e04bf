using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// The last check before a snapshot is answered from: what is live must not become empty. Validation says whether a
/// configuration is right; the guard says whether going from one to the next can be meant.
/// </summary>
public static class SnapshotGuard
{
    /// <summary>Whether edges may go from one snapshot to the next.</summary>
    /// <param name="before">What is answered now; null when nothing is.</param>
    /// <param name="after">What would be.</param>
    /// <returns>Null when they may; otherwise a sentence saying what would be lost.</returns>
    public static string? Check(Snapshot? before, Snapshot after)
    {
        if (before is null) return null;
        if (before.ZoneCount > 0 && after.ZoneCount == 0)
            return $"version {after.Version} has no zone at all, version {before.Version} had {before.ZoneCount}";

        foreach (var name in before.SteeredNames)
        {
            if (after.SteeredNames.Find(name.Name) is not { } next || next.Policy.Fallback is Fallback.NoData or Fallback.ServerFailure) continue;
            foreach (var isIPv4 in new[] { true, false })
            {
                if (CanAnswer(before, name, isIPv4) && !CanAnswer(after, next, isIPv4) && !CanAnswer(after, next, !isIPv4))
                    return $"{name.Name} would have no {(isIPv4 ? "IPv4" : "IPv6")} address left to answer";
            }
        }

        return null;
    }

    /// <summary>Whether going from one configuration to the next removes so much that somebody should say it is meant.</summary>
    /// <param name="before">The configuration as it is.</param>
    /// <param name="after">The configuration as it would be.</param>
    /// <param name="isConfirmed">Whether somebody said so. The last zone is never let go: every edge would refuse that.</param>
    /// <returns>Null when all is well; otherwise a sentence with the numbers.</returns>
    public static string? CheckSize(ConfigurationDocument before, ConfigurationDocument after, bool isConfirmed = false)
    {
        const int FewestNames = 10;
        if (before.Zones.Length > 0 && after.Zones.Length == 0) return "no zone would be left, and every edge would refuse that; keep at least one";
        var names = Names(before);
        var lost = names.Except(Names(after)).Count();
        return !isConfirmed && names.Count >= FewestNames && lost * 2 > names.Count
            ? $"{lost} of {names.Count} names would be removed at once; confirm that this is meant"
            : null;
    }

    private static HashSet<GlobalLb.Dns.Names.DomainName> Names(ConfigurationDocument document) =>
        [.. document.Zones.SelectMany(zone => zone.Records.Select(record => record.Name).Concat(zone.SteeredNames.Select(name => name.Name)))];

    private static bool CanAnswer(Snapshot snapshot, CompiledName name, bool isIPv4)
    {
        if (name.Policy.HasStatic || name.Policy.FallbackLeaf >= 0) return true;
        foreach (var pool in name.Policy.Pools)
            if (snapshot.StandingOf(pool, isIPv4).Best > Standing.Evacuated) return true;
        return false;
    }
}
