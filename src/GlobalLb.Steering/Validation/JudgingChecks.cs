using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks what is said of vantages and of how much health may withdraw.</summary>
internal static class JudgingChecks
{
    // As many as the branches of a node that decides by place.
    private const int MostRegions = 128;

    public static void Check(ConfigurationDocument document, WrittenPools pools, Problems problems)
    {
        var known = document.Vantages.Select(vantage => vantage.Code).ToHashSet();
        var probed = document.Vantages.Any(vantage => !vantage.Canaries.IsEmpty)
            ? document.Pools.Where(pool => pool.Probe is not null).SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code).ToHashSet()
            : [];
        foreach (var vantage in document.Vantages)
        {
            var path = $"vantages[{vantage.Code}]";
            problems.AddBadCode(vantage.Code.Value, $"{path}.code");
            if (vantage.Region is { } region) problems.AddUnless(pools.Has(region), $"{path}.region", $"there is no region '{region}'; add it first or choose one that exists");
            foreach (var canary in vantage.Canaries)
                problems.AddUnless(probed.Contains(canary), $"{path}.canaries", $"there is no endpoint '{canary}' that is probed; write the code of one of a pool with a probe");
            problems.AddDuplicates(vantage.Canaries.Select(canary => canary.Value), $"{path}.canaries", "code");
        }

        problems.AddDuplicates(document.Vantages.Select(vantage => vantage.Code.Value), "vantages", "code");
        foreach (var pool in document.Pools.Where(pool => !pool.Vantages.IsEmpty))
        {
            foreach (var vantage in pool.Vantages)
                problems.AddUnless(known.Contains(vantage), $"pools[{pool.Code}].vantages", $"there is no vantage '{vantage}'; add it first or choose one that exists");
            problems.AddDuplicates(pool.Vantages.Select(vantage => vantage.Value), $"pools[{pool.Code}].vantages", "code");
        }

        var regions = document.RegionsOfVantages().Count();
        problems.AddUnless(
            regions <= MostRegions, "vantages", $"vantages of {regions} regions look at pools with regionalHealth; at most {MostRegions} can be told apart, so leave the region out of some, or let these pools choose vantages");
        Check(document.Safety, problems);
    }

    private static void Check(Safety safety, Problems problems)
    {
        problems.AddOutside(safety.FreezeShare, 1, 100, "safety.freezeShare", " percent");
        problems.AddOutside(safety.FreezeSeconds, 1, 3600, "safety.freezeSeconds", " seconds");
        problems.AddOutside(safety.WithdrawalShare, 1, 100, "safety.withdrawalShare", " percent");
        problems.AddOutside(safety.LeastShare, 0, 100, "safety.leastShare", " percent");
        problems.AddOutside(safety.HoldDownSeconds, 0, 3600, "safety.holdDownSeconds", " seconds");
    }
}
