using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>The pools and regions of a document by code: a hundred thousand policies ask for them.</summary>
internal sealed class WrittenPools
{
    private readonly Dictionary<PoolCode, Pool> _pools;
    private readonly Dictionary<RegionCode, Region> _regions;

    public WrittenPools(ConfigurationDocument document)
    {
        _pools = new(document.Pools.Length);
        _regions = new(document.Regions.Length);

        // Of two of one code, which is a problem of its own, the first counts.
        foreach (var pool in document.Pools) _pools.TryAdd(pool.Code, pool);
        foreach (var region in document.Regions) _regions.TryAdd(region.Code, region);
    }

    /// <summary>Whether there is such a pool.</summary>
    public bool Has(PoolCode code) => _pools.ContainsKey(code);

    /// <summary>Whether there is such a region.</summary>
    public bool Has(RegionCode code) => _regions.ContainsKey(code);

    /// <summary>The region of a pool that there is; null: there is no such region.</summary>
    public Region? RegionOf(PoolCode code) => _regions.GetValueOrDefault(_pools[code].Region);
}
