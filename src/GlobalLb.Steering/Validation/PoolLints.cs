using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>What strikes about pools.</summary>
internal static class PoolLints
{
    public static IEnumerable<Lint> Find(ConfigurationDocument document, ProbeInheritance inheritance)
    {
        var used = document.Zones.SelectMany(zone => zone.SteeredNames).SelectMany(name => document.NodesOf(name.Policy)).OfType<PoolNode>().Select(pool => pool.Pool).ToHashSet();
        var looked = document.Vantages.SelectMany(vantage => vantage.Canaries).Concat(document.Pools.SelectMany(pool => pool.Endpoints).SelectMany(endpoint => endpoint.DependsOn)).ToHashSet();
        var nearby = document.Vantages.Where(vantage => vantage.Region is not null).Select(vantage => vantage.Code).ToHashSet();
        foreach (var pool in document.Pools)
        {
            if (pool.RegionalHealth && (pool.Probe is null || nearby.Count == 0 || (!pool.Vantages.IsEmpty && !pool.Vantages.Any(nearby.Contains))))
                yield return new Lint("regional health", $"pools[{pool.Code}].regionalHealth", pool.Probe is null
                    ? $"pool {pool.Code} has no probe, so vantages near clients find nothing; give it one, or leave regionalHealth out"
                    : $"no vantage that looks at pool {pool.Code} says near which region it stands, so regionalHealth changes nothing; give vantages a region");
            if (!used.Contains(pool.Code) && !pool.Endpoints.Any(endpoint => looked.Contains(endpoint.Code))) yield return new Lint("unused pool", $"pools[{pool.Code}]", $"no steered name uses pool {pool.Code}: its endpoints are probed and never answered; use it in a policy, or remove it");
            if (!pool.Endpoints.IsEmpty && pool.Endpoints.All(endpoint => endpoint.Weight == 0))
                yield return new Lint("weight 0", $"pools[{pool.Code}].endpoints", $"all weights of pool {pool.Code} are 0, so its endpoints are answered alike; give weights, or write 1 to say so");
        }

        var crowded = ProbeLoad.OfAddresses(document, inheritance).Where(each => each.Value.WhileUndecided > ProbeLoad.MostPerAddress).ToDictionary();
        foreach (var pool in document.Pools)
        {
            foreach (var endpoint in pool.Endpoints)
            {
                // Each address once, where it is met first.
                if (!crowded.Remove(endpoint.Address, out var load)) continue;
                yield return new Lint(
                    "many probes",
                    $"pools[{pool.Code}].endpoints[{endpoint.Code}]",
                    load.Steady > ProbeLoad.MostPerAddress
                        ? $"{endpoint.Address} is to get {load.Steady:0.#} probes per second over all pools, and gets {ProbeLoad.MostPerAddress} at most: some are left out; make intervals longer"
                        : $"while it is undecided whether {endpoint.Address} is down it is to get up to {load.WhileUndecided:0.#} probes per second over all pools, and gets {ProbeLoad.MostPerAddress} at most: it takes longer to decide; make recheckSeconds longer");
            }
        }
    }
}
