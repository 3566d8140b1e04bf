using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class LatencyChecks
{
    public static void Check(ConfigurationDocument document, WrittenPools pools, Problems problems)
    {
        foreach (var latency in document.Latencies)
        {
            var path = $"latencies[{latency.Place} {latency.Region}]";
            problems.AddUnless(latency.Place != default, $"{path}.place", "a latency needs the place it was measured from, such as country:DE");
            problems.AddUnless(pools.Has(latency.Region), $"{path}.region", $"there is no region '{latency.Region}'; add it first or choose one that exists");
            problems.AddUnless(latency.Milliseconds is > 0 and <= Latency.Longest, $"{path}.milliseconds", $"{latency.Milliseconds} is out of range; write more than 0 and at most {Latency.Longest} milliseconds");
        }

        problems.AddDuplicates(document.Latencies.Select(latency => $"{latency.Place} {latency.Region}"), "latencies", "place and region");
    }
}
