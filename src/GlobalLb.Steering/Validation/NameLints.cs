using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about a steered name as a whole.</summary>
internal static class NameLints
{
    public static IEnumerable<Lint> Find(SteeredName name, ConfigurationDocument document, Dictionary<PoolCode, Pool> pools, ProbeInheritance inheritance, string path)
    {
        var reached = document.NodesOf(name.Policy).OfType<PoolNode>().Select(pool => pool.Pool).Distinct().Select(code => pools[code]).ToList();
        var regions = reached.Select(pool => pool.Region).Distinct().ToList();
        if (regions.Count == 1)
            yield return new Lint("one region", $"{path}.policy", $"all endpoints of {name.Name.ToHostName()} are in {regions[0]}: when that region is lost, so is the name; add a pool of another region");

        var slowest = reached.Select(pool => (pool.Code, Seconds: FailoverTime.DetectionOf(pool, inheritance))).DefaultIfEmpty().MaxBy(pool => pool.Seconds);
        if (name.Ttl < slowest.Seconds)
            yield return new Lint(
                "short TTL",
                $"{path}.ttl",
                $"a TTL of {name.Ttl} s brings resolvers back before a failure can be known: pool {slowest.Code} takes up to {slowest.Seconds:0.#} s to notice one; make the TTL longer, or probe more often");
    }
}
