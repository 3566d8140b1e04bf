using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>
/// Folds the votes on an endpoint to its health. First each probe by itself, over the vantages whose word counts:
/// <code>
///  nobody reports                          no word
///  as many find it down as the quorum asks Down
///  otherwise somebody finds it up          Up
///  otherwise                               Unknown
/// </code>
/// Then all probes together; the first line that fits decides.
/// <code>
///  a required one is Down                               Down
///  too few of those that count can still pass           Down
///  a required one has no word, and that means Unknown   Unknown
///  all required are Up, and enough of those that count  Up
///  otherwise                                            as before
/// </code>
/// </summary>
public static class Judgement
{
    /// <summary>Judges.</summary>
    /// <param name="rule">How.</param>
    /// <param name="votes">All votes on the endpoint.</param>
    /// <param name="before">What was believed.</param>
    public static Verdict Judge(PoolRule rule, ReadOnlySpan<Vote> votes, HealthState before)
    {
        var (isUp, isSilent, up, down, counting) = (true, false, 0, 0, 0);
        string? reason = null, warning = null, failed = null;
        foreach (var probe in rule.Probes)
        {
            var found = Fold(probe, rule.Quorum, votes);
            warning ??= found.Warning;
            if (probe.Role == ProbeRole.Observe)
            {
                if (found.Health == HealthState.Down) warning = found.Reason;
                continue;
            }

            if (probe.Role == ProbeRole.Counts)
            {
                counting++;
                if (found.Health == HealthState.Up) up++;
                if (found.Health == HealthState.Down) (down, failed) = (down + 1, failed is null ? found.Reason : $"{failed}; {found.Reason}");
                continue;
            }

            if (found.Health == HealthState.Down) return found with { Warning = warning };
            isSilent |= found.Reason is null;
            isUp &= found.Health == HealthState.Up;
            reason ??= found.Reason;
        }

        if (counting - down < rule.QuorumOfProbes) return new Verdict(HealthState.Down, $"{down} of {counting} probes that count fail, and {rule.QuorumOfProbes} must pass: {failed}", warning);
        if (isSilent && rule.WithoutVantages == SilenceMeaning.Unknown) return new Verdict(HealthState.Unknown, "no vantage reports on it", warning);
        if (isUp && up >= rule.QuorumOfProbes) return new Verdict(HealthState.Up, reason ?? "its probes that count pass", warning);
        return new Verdict(before, null, warning);
    }

    // Unknown without a reason: nobody reports.
    private static Verdict Fold(in ProbeRule probe, Quorum quorum, ReadOnlySpan<Vote> votes)
    {
        var (reporting, all, up, down) = (0, 0, 0, 0);
        string? warning = null, upReason = null, downReason = null, whoDown = null;
        foreach (ref readonly var vote in votes)
        {
            if (vote.Probe != probe.Name) continue;
            all++;
            if (vote.Ignored is not null) continue;
            reporting++;
            warning ??= vote.Warning;
            if (vote.Health == HealthState.Up) (up, upReason) = (up + 1, upReason ?? vote.Reason);
            if (vote.Health != HealthState.Down) continue;
            down++;
            downReason ??= vote.Reason;
            whoDown = whoDown is null ? vote.Vantage : $"{whoDown}, {vote.Vantage}";
        }

        var name = probe.Name.Length == 0 ? "" : $"probe {probe.Name}: ";
        if (reporting == 0) return new Verdict(HealthState.Unknown, null);
        if (down >= quorum.Of(reporting))
            return new Verdict(HealthState.Down, all == 1 ? $"{name}{downReason}" : $"{name}{downReason} (seen by {down} of {reporting} vantages: {whoDown})", warning);
        if (down > 0) warning = $"{name}{down} of {reporting} vantages find it down: {whoDown} ({downReason})";
        return up > 0 ? new Verdict(HealthState.Up, $"{name}{upReason}", warning) : new Verdict(HealthState.Unknown, "not decided yet", warning);
    }
}
