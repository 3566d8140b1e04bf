using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about pools.</summary>
internal static class PoolLints
{
    public static IEnumerable<Lint> Find(ConfigurationDocument document)
    {
        var used = document.Zones.SelectMany(zone => zone.SteeredNames).SelectMany(name => document.NodesOf(name.Policy)).OfType<PoolNode>().Select(pool => pool.Pool).ToHashSet();
        var looked = document.Vantages.SelectMany(vantage => vantage.Canaries).Concat(document.Pools.SelectMany(pool => pool.Endpoints).SelectMany(endpoint => endpoint.DependsOn)).ToHashSet();
        foreach (var pool in document.Pools)
        {
            if (!used.Contains(pool.Code) && !pool.Endpoints.Any(endpoint => looked.Contains(endpoint.Code))) yield return new Lint("unused pool", $"pools[{pool.Code}]", $"no steered name uses pool {pool.Code}: its endpoints are probed and never answered; use it in a policy, or remove it");
            if (!pool.Endpoints.IsEmpty && pool.Endpoints.All(endpoint => endpoint.Weight == 0))
                yield return new Lint("weight 0", $"pools[{pool.Code}].endpoints", $"all weights of pool {pool.Code} are 0, so its endpoints are answered alike; give weights, or write 1 to say so");
        }
    }
}
