using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>
/// Checks a whole configuration and returns every problem at once, so that nobody corrects one mistake only to meet the next.
/// What passes compiles.
/// </summary>
public static class ConfigurationValidation
{
    /// <summary>All problems; empty when the configuration is valid.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="now">The moment of the edit: a drill past its end no longer counts. Without it every drill counts as under way.</param>
    public static ImmutableArray<Problem> Check(ConfigurationDocument document, DateTimeOffset now = default)
    {
        var problems = new Problems();
        var pools = new WrittenPools(document);
        RegionChecks.Check(document, problems);
        PoolChecks.Check(document, pools, problems);
        var policies = new WrittenPolicies(document);
        ZoneChecks.Check(document, pools, policies, now, problems);
        PolicyChecks.CheckNamed(document, pools, policies, problems);
        LatencyChecks.Check(document, pools, problems);
        for (var i = 0; i < document.Places.Length; i++)
        {
            if (Continents.OfCountry(document.Places[i].Country) is null)
                problems.Add($"places[{document.Places[i].Prefix}].country", $"'{document.Places[i].Country}' is no ISO 3166-1 country code of two capital letters, such as DE");
        }

        problems.AddDuplicates(document.Places.Select(place => place.Prefix.ToString()), "places", "prefix");
        problems.AddDuplicates(document.ExplainTo.Select(prefix => prefix.ToString()), "explainTo", "prefix");
        ExpectationChecks.Check(document, problems);
        JudgingChecks.Check(document, pools, problems);
        MaintenanceChecks.Check(document, pools, problems);
        AlertChecks.Check(document, pools, problems);
        return problems.ToImmutable();
    }
}
