using System.Numerics;

namespace GlobalLb.Benchmarks.Load;

/// <summary>Counts durations in nanoseconds in steps of less than 2 %, in fixed memory.</summary>
internal sealed class Histogram
{
    private const int StepBits = 6;
    private const int Steps = 1 << StepBits;

    private readonly long[] _counts = new long[64 * Steps];
    private long _count;

    /// <summary>The longest duration counted, in nanoseconds.</summary>
    public long Longest { get; private set; }

    /// <summary>Counts one.</summary>
    public void Add(long nanoseconds)
    {
        // The place of the highest bit, and the bits right below it.
        var value = (ulong)Math.Max(nanoseconds, Steps);
        var power = BitOperations.Log2(value);
        _counts[(power << StepBits) | ((int)(value >> (power - StepBits)) & (Steps - 1))]++;
        _count++;
        if (nanoseconds > Longest) Longest = nanoseconds;
    }

    /// <summary>The duration that a share of all durations stays below, in microseconds; 0 when none was counted.</summary>
    /// <param name="share">From 0 to 1.</param>
    public double Percentile(double share)
    {
        var rest = (long)(_count * share);
        for (var i = 0; i < _counts.Length; i++)
        {
            rest -= _counts[i];
            if (rest < 0) return (Steps + (i & (Steps - 1)) + 0.5) * Math.Pow(2, (i >> StepBits) - StepBits) / 1000;
        }

        return 0;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        _count = 0;
        Longest = 0;
    }
}
