using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class RegionChecks
{
    public static void Check(ConfigurationDocument document, Problems problems)
    {
        foreach (var region in document.Regions)
        {
            var path = $"regions[{region.Code}]";
            problems.AddBadCode(region.Code.Value, $"{path}.code");
            problems.AddUnless(!string.IsNullOrWhiteSpace(region.Name) && region.Name.Length <= 100, $"{path}.name", "a region needs a name of at most 100 characters");
            problems.AddOutside(region.Latitude, -90, 90, $"{path}.latitude", " degrees");
            problems.AddOutside(region.Longitude, -180, 180, $"{path}.longitude", " degrees");
            if (region.SlowStart is { } slowStart) problems.AddOutside(slowStart, 1, PoolChecks.LongestSlowStart, $"{path}.slowStart", " seconds");
            if (region.Capacity is { } capacity) problems.AddOutside(capacity, 0, Region.MostLoad, $"{path}.capacity");
            if (region.Load is { } load) problems.AddOutside(load, 0, Region.MostLoad, $"{path}.load");
        }

        problems.AddDuplicates(document.Regions.Select(region => region.Code.Value), "regions", "code");
    }
}
