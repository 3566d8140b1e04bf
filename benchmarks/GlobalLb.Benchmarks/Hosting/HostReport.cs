using System.Globalization;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>What a host says at its end.</summary>
/// <param name="Collections">Garbage collections while it answered.</param>
/// <param name="Allocated">Octets allocated while it answered, by all threads; those of starting and ending included.</param>
/// <param name="Swaps">How often the snapshot was swapped.</param>
/// <param name="LongestSwap">The longest time one of them took on its thread.</param>
internal sealed record HostReport(int Collections, long Allocated, int Swaps, TimeSpan LongestSwap)
{
    private const string Mark = "host-report";

    /// <summary>Finds the report in the output of a host.</summary>
    /// <exception cref="InvalidOperationException">There is none: the host did not end by itself.</exception>
    public static HostReport Read(string log)
    {
        var words = File.ReadLines(log).LastOrDefault(line => line.StartsWith(Mark, StringComparison.Ordinal))?.Split(' ')
            ?? throw new InvalidOperationException($"the host said nothing at its end; what it said before is in {log}");
        return new HostReport(
            int.Parse(words[1], CultureInfo.InvariantCulture),
            long.Parse(words[2], CultureInfo.InvariantCulture),
            int.Parse(words[3], CultureInfo.InvariantCulture),
            TimeSpan.FromTicks(long.Parse(words[4], CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Mark} {Collections} {Allocated} {Swaps} {LongestSwap.Ticks}";
}
