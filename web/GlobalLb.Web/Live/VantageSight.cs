using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;
using GlobalLb.Store.Vantages;

namespace GlobalLb.Web.Live;

/// <summary>How a vantage stands at present.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Written">What the configuration says of it; null: nothing.</param>
/// <param name="Figures">What it found within <see cref="RecentView.Window"/>; null: nothing.</param>
/// <param name="Seen">What Control heard of it last; null: it never joined, as Control itself never does.</param>
/// <param name="WhyIgnored">Why its word does not count, as a phrase; null: nothing is said against it.</param>
internal sealed record VantageSight(string Code, KnownVantage? Written, VantageFigures? Figures, VantageSeen? Seen, string? WhyIgnored)
{
    // With fewer, or less apart, it is chance.
    private const int FewestOutcomes = 10;
    private const double OddBy = 0.1;

    /// <summary>Whether it found anything of late.</summary>
    public bool IsReporting => Figures is not null;

    /// <summary>Whether it is joined, or found something without having to join.</summary>
    public bool IsHeard => IsReporting || Seen is { IsJoined: true };

    /// <summary>Which part of its probes failed; null: none ended.</summary>
    public double? Failing => Share(Figures?.Failures, Figures?.Outcomes);

    /// <summary>Which part of the probes failed that others ran, too; null: there are none.</summary>
    public double? FailingBesideOthers => Share(Figures?.SharedFailures, Figures?.SharedOutcomes);

    /// <summary>Which part of the same probes failed from elsewhere; null: nobody else ran them.</summary>
    public double? FailingElsewhere => Share(Figures?.OtherFailures, Figures?.OtherOutcomes);

    /// <summary>Whether it sees the same things otherwise than the others.</summary>
    public bool IsOdd => Figures is { SharedOutcomes: >= FewestOutcomes, OtherOutcomes: >= FewestOutcomes } && Math.Abs(FailingBesideOthers!.Value - FailingElsewhere!.Value) >= OddBy;

    /// <summary>Its canaries that passed when they were probed last.</summary>
    public ImmutableArray<EndpointCode> CanariesUp => Written is null || Figures is null ? [] : [.. Written.Canaries.Where(Figures.Well.Contains)];

    /// <summary>Those of the configuration as they are written, then those that were heard and are not in it.</summary>
    public static ImmutableArray<VantageSight> All(ConfigurationDocument document, IReadOnlyCollection<VantageFigures> figures, IReadOnlyCollection<VantageSeen> seen, string? held)
    {
        var written = document.Vantages.Select(vantage => vantage.Code.Value).ToList();
        var others = figures.Select(each => each.Vantage).Concat(seen.Select(each => each.Code.Value)).Distinct().Except(written).Order(StringComparer.Ordinal);
        return [.. written.Concat(others).Select(code => Of(
            code,
            document.Vantages.FirstOrDefault(vantage => vantage.Code.Value == code),
            figures.FirstOrDefault(each => each.Vantage == code),
            seen.FirstOrDefault(each => each.Code.Value == code)))];

        VantageSight Of(string code, KnownVantage? vantage, VantageFigures? found, VantageSeen? heard)
        {
            var sight = new VantageSight(code, vantage, found, heard, HeldReason.WhyIgnored(held, code));
            if (sight.WhyIgnored is not null) return sight;
            if (vantage is null) return sight with { WhyIgnored = written.Count > 0 ? "it is not in the configuration" : null };
            // Control says so only when that keeps something from being withdrawn.
            return found is null ? sight : sight with { WhyIgnored = new VantageTrust(sight.CanariesUp.Length, vantage.Canaries.Length, HasPassed: true, 0, 0, 0).Judge(document.Safety, isAlone: false) };
        }
    }

    /// <summary>Whether a pool is looked at from here.</summary>
    public bool LooksAt(Pool pool) => pool.Probe is not null && (pool.Vantages.IsEmpty || pool.Vantages.Any(vantage => vantage.Value == Code));

    private static double? Share(long? failures, long? outcomes) => outcomes > 0 ? (double)failures!.Value / outcomes.Value : null;
}
