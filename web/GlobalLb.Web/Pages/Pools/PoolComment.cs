using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>Says in a few words how a pool was changed, for the list of versions.</summary>
internal static class PoolComment
{
    public static string Of(Pool? before, Pool after)
    {
        if (before is null) return $"add pool {after.Code}";
        var said = new List<string>();
        foreach (var endpoint in after.Endpoints)
        {
            var known = before.Endpoints.FirstOrDefault(old => old.Code == endpoint.Code);
            if (known is null)
            {
                said.Add($"add endpoint {endpoint.Code}");
                continue;
            }

            if (known.Availability != endpoint.Availability) said.Add($"{Word(endpoint.Availability)} endpoint {endpoint.Code}");
            if (known with { Availability = endpoint.Availability } != endpoint) said.Add($"change endpoint {endpoint.Code}");
        }

        said.AddRange(before.Endpoints.Where(old => after.Endpoints.All(endpoint => endpoint.Code != old.Code)).Select(old => $"remove endpoint {old.Code}"));
        if (!IsSame(before.Probe, after.Probe)) said.Add("change the probe");
        if (before.MoreProbes.Length != after.MoreProbes.Length || before.MoreProbes.Zip(after.MoreProbes).Any(pair => !IsSame(pair.First, pair.Second))) said.Add("change further probes");
        if (before.QuorumOfProbes != after.QuorumOfProbes) said.Add("change how many probes must pass");
        if (before.Region != after.Region) said.Add($"move to region {after.Region}");
        if (before.Kind != after.Kind) said.Add("change the kind");
        if (before.SlowStart != after.SlowStart) said.Add("change the slow start");
        if (before.UnknownMeans != after.UnknownMeans) said.Add("change what unknown means");
        if (!before.Vantages.SequenceEqual(after.Vantages)) said.Add("change who looks at it");
        if (before.Quorum != after.Quorum || before.WithoutVantages != after.WithoutVantages) said.Add("change how vantages judge it");
        if (before.RegionalHealth != after.RegionalHealth) said.Add(after.RegionalHealth ? "let vantages near clients decide for them first" : "let all vantages decide together");
        if (said.Count is 0 or > 4) return $"change pool {after.Code}";
        return $"pool {after.Code}: {string.Join(", ", said)}";
    }

    // Lists are equal by what is in them.
    private static bool IsSame(Probe? before, Probe? after) => before is null || after is null ? before == after
        : before.Headers.SequenceEqual(after.Headers) && (before.Script?.Arguments ?? []).SequenceEqual(after.Script?.Arguments ?? [])
        && before.Script?.Path == after.Script?.Path && before with { Headers = [], Script = null } == after with { Headers = [], Script = null };

    private static string Word(EndpointAvailability availability) => availability switch
    {
        EndpointAvailability.ForcedUp => "force up",
        EndpointAvailability.ForcedDown => "force down",
        _ => "no longer force",
    };
}
