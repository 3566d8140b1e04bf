using System.Diagnostics;

namespace GlobalLb.Fuzz;

/// <summary>Tries mutated inputs on a target; inputs that lead somewhere new are kept to be mutated further.</summary>
/// <param name="target">The target.</param>
/// <param name="seed">Makes the run repeatable.</param>
internal sealed class Fuzzing(FuzzTarget target, int seed)
{
    private const int MostKept = 4_000;
    private static readonly TimeSpan LongestTry = TimeSpan.FromSeconds(2);

    private readonly Random _chance = new(seed);
    private readonly List<byte[]> _kept = [.. target.Seeds];
    private readonly HashSet<int> _outcomes = [];

    /// <summary>How many inputs were tried.</summary>
    public long Tried { get; private set; }

    /// <summary>How many different outcomes there were.</summary>
    public int Outcomes => _outcomes.Count;

    /// <summary>The inputs that led somewhere new, in their order.</summary>
    public IReadOnlyList<byte[]> Kept => _kept;

    /// <summary>Tries inputs as long as asked.</summary>
    /// <param name="goesOn">Whether to try another one.</param>
    /// <returns>Null when all held; else the input for which it did not, and why.</returns>
    public (byte[] Input, string Reason)? Run(Func<bool> goesOn)
    {
        var mutation = new Mutation(_chance, target.Words);
        foreach (var input in target.Seeds)
            if (Fails(input) is { } reason) return (input, reason);
        while (goesOn())
        {
            var input = mutation.Change(Any(), Any(), target.LongestInput);
            if (Fails(input) is { } reason) return (input, reason);
        }

        return null;
    }

    private byte[] Any() => _kept[_chance.Next(_kept.Count)];

    private string? Fails(byte[] input)
    {
        Tried++;
        var start = Stopwatch.GetTimestamp();
        try
        {
            if (_outcomes.Add(target.Try(input)) && _kept.Count < MostKept) _kept.Add(input);
        }
        catch (FuzzFailure failure)
        {
            return failure.Message;
        }
        catch (Exception failure)
        {
            return $"it threw: {failure}";
        }

        // Work without bound shows as time; a machine that paused us is asked again.
        if (Stopwatch.GetElapsedTime(start) < LongestTry) return null;
        start = Stopwatch.GetTimestamp();
        target.Try(input);
        var elapsed = Stopwatch.GetElapsedTime(start);
        return elapsed < LongestTry ? null : $"it took {elapsed.TotalSeconds:0.0} s";
    }
}
