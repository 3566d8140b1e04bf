namespace GlobalLb.Steering.Health;

/// <summary>What one vantage believes of one probe of one endpoint.</summary>
/// <param name="Fold">The belief and what was counted.</param>
/// <param name="HeardAt">When it was heard last, on a clock that only goes forward; at first when it began to be expected.</param>
/// <param name="Reason">What the deciding outcome found.</param>
/// <param name="Warning">What the last outcome warned of; null: of nothing.</param>
/// <param name="HasSpoken">Whether it was heard at all.</param>
public readonly record struct ViewFold(HealthFold Fold, TimeSpan HeardAt, string Reason, string? Warning, bool HasSpoken)
{
    /// <summary>What is warned of; a failure that says nothing of it does not end it. Null: nothing.</summary>
    public string? Standing { get; init; }

    /// <summary>Begins from what was believed before.</summary>
    public static ViewFold From(in EndpointHealth believed, TimeSpan now) => new(HealthFold.From(believed.Health), now, believed.Reason, null, false);

    /// <summary>Folds one more outcome in.</summary>
    public ViewFold With(in Outcome outcome, in ProbeRule rule, TimeSpan now)
    {
        var fold = Fold.With(outcome.Passed, rule.Rise, rule.Fall, rule.FailuresOf);
        return new ViewFold(fold, now, fold.Health == Fold.Health && HasSpoken ? Reason : Decided(fold, outcome), outcome.Warning, true)
        {
            Standing = outcome.Passed ? outcome.Warning : outcome.Warning ?? Standing,
        };
    }

    /// <summary>Whether it still reports.</summary>
    public bool IsReporting(in ProbeRule rule, TimeSpan now) => now - HeardAt <= rule.Silence;

    // The first outcome after a restart that agrees with what was believed says why anew; one that does not agree has decided nothing yet.
    private string Decided(in HealthFold fold, in Outcome outcome) =>
        fold.Health != Fold.Health || outcome.Passed == (fold.Health == HealthState.Up) ? outcome.Reason : Reason;
}
