using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>Whether an address is in one of some prefixes: a binary search over ranges that do not overlap.</summary>
internal sealed class PrefixSet
{
    private readonly Range[] _ipv4;
    private readonly Range[] _ipv6;

    /// <summary>Takes the prefixes, in any order, inside each other or not.</summary>
    public PrefixSet(IEnumerable<ClientSubnet> prefixes)
    {
        var families = prefixes.ToLookup(prefix => prefix.Address.IsIPv4);
        _ipv4 = Outermost(families[true]);
        _ipv6 = Outermost(families[false]);
    }

    /// <summary>Whether there is no prefix at all.</summary>
    public bool IsEmpty => _ipv4.Length + _ipv6.Length == 0;

    /// <summary>Whether the address is in one of the prefixes.</summary>
    public bool Contains(ClientAddress address)
    {
        var ranges = address.IsIPv4 ? _ipv4 : _ipv6;
        int low = 0, high = ranges.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].First <= address.Bits) low = middle + 1;
            else high = middle;
        }

        return low > 0 && address.Bits <= ranges[low - 1].Last;
    }

    // Two prefixes are apart, or one is inside the other.
    private static Range[] Outermost(IEnumerable<ClientSubnet> prefixes)
    {
        var outermost = new List<Range>();
        foreach (var (address, length) in prefixes.OrderBy(prefix => prefix.Address.Bits).ThenBy(prefix => prefix.SourceLength))
        {
            var last = length == 0 ? UInt128.MaxValue : address.Bits | (UInt128.MaxValue >> length);
            if (outermost.Count == 0 || last > outermost[^1].Last) outermost.Add(new Range(address.Bits, last));
        }

        return [.. outermost];
    }

    private readonly record struct Range(UInt128 First, UInt128 Last);
}
