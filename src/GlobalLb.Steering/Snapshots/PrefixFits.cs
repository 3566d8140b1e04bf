using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Prefixes that stand for something, each inside of others: an address leads to the longest one it lies in, as a number, and
/// that to those around it. Prefixes that stand for the same in the same surroundings have one number.
/// </summary>
internal sealed class PrefixFits
{
    // By number, counted from 1: what it stands for, and the number around it, 0: none.
    private readonly (int Value, int Wider)[] _fits;

    public PrefixFits(IEnumerable<(IPNetwork Prefix, int Value)> prefixes)
    {
        // By address, wider first: then those that we are inside of are on the stack.
        var sorted = prefixes.Select(item => (Start: ClientAddress.From(item.Prefix.BaseAddress), item.Prefix, item.Value))
            .OrderBy(item => item.Start.IsIPv4).ThenBy(item => item.Start.Bits).ThenBy(item => item.Prefix.PrefixLength).ToList();
        var known = new Dictionary<(int Value, int Wider), int>();
        var inside = new Stack<(IPNetwork Prefix, int Fit)>();
        var table = new List<(IPNetwork Prefix, int Fit)>(sorted.Count);
        foreach (var (start, prefix, value) in sorted)
        {
            while (inside.TryPeek(out var around) && !start.IsIn(ClientAddress.From(around.Prefix.BaseAddress), around.Prefix.PrefixLength)) inside.Pop();
            var wider = inside.TryPeek(out var next) ? next.Fit : 0;
            if (!known.TryGetValue((value, wider), out var fit)) known.Add((value, wider), fit = known.Count + 1);
            inside.Push((prefix, fit));
            table.Add((prefix, fit));
        }

        _fits = [.. known.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
        Table = table.Count == 0 ? PrefixTable<int>.Empty : PrefixTable<int>.Compile(table);
    }

    /// <summary>No prefixes.</summary>
    public static PrefixFits None { get; } = new([]);

    /// <summary>The number of the longest prefix that an address lies in; 0: in none.</summary>
    public PrefixTable<int> Table { get; }

    /// <summary>What a number stands for.</summary>
    public int ValueOf(int fit) => _fits[fit - 1].Value;

    /// <summary>The number of the next longest prefix around; 0: there is none.</summary>
    public int Around(int fit) => _fits[fit - 1].Wider;
}
