using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What a policy picked for one client.</summary>
/// <param name="Candidates">Indexes of endpoints; those at least as good as <paramref name="Threshold"/> are answered.</param>
/// <param name="Threshold">The worst standing that is answered.</param>
/// <param name="Pool">The pool they are of; null when they are of several.</param>
/// <param name="Scope">For how wide a block around the client's address the choice is the same, in bits; 0: the client did not matter.</param>
public readonly record struct Choice(int[] Candidates, Standing Threshold, CompiledPool? Pool, int Scope)
{
    /// <summary>Why, step by step; null unless it was asked for: the path from query to answer does not.</summary>
    public Trace? Why { get; init; }

    /// <summary>Nothing was available.</summary>
    public static Choice Nothing(int scope) => new([], Standing.Available, null, scope);

    /// <summary>Whether nothing was available.</summary>
    public bool IsNothing => Candidates.Length == 0;

    /// <summary>Whether the policy found nothing and its fallback decided: down endpoints, or pools that the policy would not pick.</summary>
    public bool IsFallback => !IsNothing && (Threshold <= Standing.Down || Pool is null);
}
