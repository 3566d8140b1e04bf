using System.Runtime.CompilerServices;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What a policy picked for one client.</summary>
public readonly record struct Choice
{
    // Inlined, so that it is written where it goes: copying what was just written costs more than writing it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Choice(CompiledPolicy policy, in Situation now, int chosen)
    {
        var leaf = PoolLeaf.IndexOf(chosen);
        var records = leaf - now.Snapshot.Endpoints.Pools.Length;
        Snapshot = now.Snapshot;
        Policy = policy;
        (PoolIndex, RecordsIndex) = records < 0 ? (leaf, Situation.Nothing) : (Situation.Nothing, records);
        Most = (byte)PoolLeaf.MostOf(chosen);
        Threshold = chosen == Situation.Nothing ? now.Threshold : PoolLeaf.Least(chosen, now);
        Several = now.Several;
        IsFailure = now.IsFailure;
        IsIPv4 = now.IsIPv4;
        Moment = now.Moment;
        Scope = now.Scope;
        Why = now.Trace;
    }

    /// <summary>The pool whose endpoints are answered; null when they are of several, or there are none. Made anew each time.</summary>
    public CompiledPool? Pool => PoolIndex < 0 ? null : Snapshot.Endpoints.Pool(PoolIndex);

    /// <summary>The worst standing that is answered.</summary>
    public Standing Threshold { get; }

    /// <summary>Whether A is answered; otherwise AAAA.</summary>
    public bool IsIPv4 { get; }

    /// <summary>For how wide a block around the client's address the choice is the same, in bits; 0: the client did not matter.</summary>
    public int Scope { get; init; }

    /// <summary>Why, step by step; null unless it was asked for: the path from query to answer does not.</summary>
    public Trace? Why { get; init; }

    /// <summary>Whether nothing was available.</summary>
    public bool IsNothing => PoolIndex < 0 && RecordsIndex < 0 && !IsSeveral;

    /// <summary>Whether the policy found nothing and its fallback decided: down endpoints, or pools that the policy would not pick.</summary>
    public bool IsFallback => !IsNothing && (Threshold <= Standing.Down || IsSeveral);

    /// <summary>What it was made on.</summary>
    internal Snapshot Snapshot { get; }

    /// <summary>The policy that made it.</summary>
    internal CompiledPolicy Policy { get; }

    /// <summary>The index of the pool; <see cref="Situation.Nothing"/> when there is none.</summary>
    internal int PoolIndex { get; }

    /// <summary>The most endpoints that are answered.</summary>
    internal byte Most { get; }

    /// <summary>Whether nothing was available and the fallback is to fail.</summary>
    public bool IsFailure { get; }

    /// <summary>The index of the leaf of records that is answered; <see cref="Situation.Nothing"/> when it is none.</summary>
    internal int RecordsIndex { get; }

    /// <summary>Whether a fallback takes endpoints of all pools of the policy.</summary>
    internal bool IsSeveral => Several != Several.No;

    /// <summary>Whether one answer has them of one region.</summary>
    internal Several Several { get; }

    /// <summary>The moment at which the endpoints answered were available last; 0: that does not matter.</summary>
    internal int Moment { get; }

    /// <summary>The worst standing of an endpoint that is answered: of a single pool only the best are, however far what is asked for was lowered.</summary>
    internal Standing Least => PoolIndex >= 0 ? Snapshot.StandingOf(PoolIndex, IsIPv4).Best : Threshold;

    /// <summary>Whether an endpoint among its candidates is answered, as far as that does not depend on the others.</summary>
    internal bool Answers(int endpoint) =>
        Snapshot.Standings[endpoint] >= Least && (Moment == 0 || Snapshot.LastAvailable[endpoint] == Moment);
}
