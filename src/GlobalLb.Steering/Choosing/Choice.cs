using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What a policy picked for one client.</summary>
public readonly record struct Choice
{
    /// <summary>The pool whose endpoints are answered; null when they are of several, or there are none. Made anew each time.</summary>
    public CompiledPool? Pool => PoolIndex < 0 ? null : Snapshot.Endpoints.Pool(PoolIndex);

    /// <summary>The worst standing that is answered.</summary>
    public Standing Threshold { get; init; }

    /// <summary>Whether A is answered; otherwise AAAA.</summary>
    public bool IsIPv4 { get; init; }

    /// <summary>For how wide a block around the client's address the choice is the same, in bits; 0: the client did not matter.</summary>
    public int Scope { get; init; }

    /// <summary>Why, step by step; null unless it was asked for: the path from query to answer does not.</summary>
    public Trace? Why { get; init; }

    /// <summary>Whether nothing was available.</summary>
    public bool IsNothing => PoolIndex < 0 && RecordsIndex < 0 && !IsSeveral;

    /// <summary>Whether the policy found nothing and its fallback decided: down endpoints, or pools that the policy would not pick.</summary>
    public bool IsFallback => !IsNothing && (Threshold <= Standing.Down || IsSeveral);

    /// <summary>What it was made on.</summary>
    internal Snapshot Snapshot { get; init; }

    /// <summary>The policy that made it.</summary>
    internal CompiledPolicy Policy { get; init; }

    /// <summary>The index of the pool; <see cref="Situation.Nothing"/> when there is none.</summary>
    internal int PoolIndex { get; init; }

    /// <summary>The most endpoints that are answered.</summary>
    internal int Most { get; init; }

    /// <summary>Whether nothing was available and the fallback is to fail.</summary>
    public bool IsFailure { get; internal init; }

    /// <summary>The index of the leaf of records that is answered; <see cref="Situation.Nothing"/> when it is none.</summary>
    internal int RecordsIndex { get; init; }

    /// <summary>Whether a fallback takes endpoints of all pools of the policy.</summary>
    internal bool IsSeveral => Several.IsSo;

    /// <summary>Which of them.</summary>
    internal Several Several { get; init; }

    /// <summary>Whether an endpoint among its candidates is answered, as far as that does not depend on the others.</summary>
    internal bool Answers(int endpoint) =>
        Snapshot.Standings[endpoint] >= Threshold && (Several.Moment == 0 || Snapshot.LastAvailable[endpoint] == Several.Moment);
}
