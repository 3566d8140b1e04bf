using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>What a policy picked for one client.</summary>
public readonly record struct Choice
{
    /// <summary>The pool whose endpoints are answered; null when they are of several, or there are none.</summary>
    public CompiledPool? Pool { get; init; }

    /// <summary>The worst standing that is answered.</summary>
    public Standing Threshold { get; init; }

    /// <summary>Whether A is answered; otherwise AAAA.</summary>
    public bool IsIPv4 { get; init; }

    /// <summary>For how wide a block around the client's address the choice is the same, in bits; 0: the client did not matter.</summary>
    public int Scope { get; init; }

    /// <summary>Why, step by step; null unless it was asked for: the path from query to answer does not.</summary>
    public Trace? Why { get; init; }

    /// <summary>Whether nothing was available.</summary>
    public bool IsNothing => Pool is null && Several is null;

    /// <summary>Whether the policy found nothing and its fallback decided: down endpoints, or pools that the policy would not pick.</summary>
    public bool IsFallback => !IsNothing && (Threshold <= Standing.Down || Pool is null);

    /// <summary>The pools whose endpoints are answered, when a fallback takes those of all.</summary>
    internal CompiledPool[]? Several { get; init; }

    /// <summary>How many endpoints are asked whether they are answered.</summary>
    internal int CandidateCount => Pool is { } pool ? pool.CountOf(IsIPv4) : CountSeveral();

    /// <summary>The index of one of them.</summary>
    internal int Candidate(int number) => Pool is { } pool ? pool.FirstOf(IsIPv4) + number : FindSeveral(number);

    private int CountSeveral()
    {
        var count = 0;
        foreach (var pool in Several ?? []) count += pool.CountOf(IsIPv4);
        return count;
    }

    private int FindSeveral(int number)
    {
        foreach (var pool in Several ?? [])
        {
            if (number < pool.CountOf(IsIPv4)) return pool.FirstOf(IsIPv4) + number;
            number -= pool.CountOf(IsIPv4);
        }

        return -1;
    }
}
