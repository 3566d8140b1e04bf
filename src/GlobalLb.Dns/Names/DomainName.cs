using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace GlobalLb.Dns.Names;

/// <summary>
/// A valid, absolute domain name in wire form (RFC 1035 §3.1): labels of 1–63 octets, at most 255 octets in all, ended by
/// the root label. Names compare without ASCII case (RFC 4343); the case they were written with is kept.
/// </summary>
public sealed class DomainName : IEquatable<DomainName>, IComparable<DomainName>
{
    /// <summary>The most octets a name may have in wire form, root label included (RFC 1035 §2.3.4).</summary>
    public const int MaxWireLength = 255;

    /// <summary>The most octets one label may have (RFC 1035 §2.3.4).</summary>
    public const int MaxLabelLength = 63;

    private readonly byte[] _wire;

    private DomainName(byte[] wire) => _wire = wire;

    /// <summary>The root of the name space, written <c>.</c></summary>
    public static DomainName Root { get; } = new([0]);

    /// <summary>The name in wire form, uncompressed, with the case it was written with.</summary>
    public ReadOnlySpan<byte> Wire => _wire;

    /// <summary>Whether this is the root.</summary>
    public bool IsRoot => _wire.Length == 1;

    /// <summary>Whether the first label is <c>*</c> (RFC 4592 §2.1.1).</summary>
    public bool IsWildcard => _wire.Length > 2 && _wire[0] == 1 && _wire[1] == (byte)'*';

    /// <summary>The number of labels, the root label not counted.</summary>
    public int LabelCount
    {
        get
        {
            var count = 0;
            for (var at = 0; _wire[at] != 0; at += _wire[at] + 1) count++;
            return count;
        }
    }

    /// <summary>The name without its first label; the root is its own parent.</summary>
    public DomainName Parent => IsRoot ? this : new DomainName(_wire[(_wire[0] + 1)..]);

    /// <summary>Takes a name that is already in uncompressed wire form.</summary>
    /// <returns>False when <paramref name="wire"/> is not exactly one valid name.</returns>
    public static bool TryRead(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out DomainName? name)
    {
        name = null;
        var at = 0;
        while (true)
        {
            if (at >= wire.Length || at >= MaxWireLength || wire[at] > MaxLabelLength) return false;
            if (wire[at] == 0) break;
            at += wire[at] + 1;
        }

        if (at + 1 != wire.Length) return false;
        name = new DomainName(wire.ToArray());
        return true;
    }

    /// <summary>Parses an absolute name from text; a missing final dot is supplied.</summary>
    /// <exception cref="FormatException">The text is no valid name; the message says why.</exception>
    public static DomainName Parse(string text) =>
        TryParse(text, Root, out var name, out var problem) ? name : throw new FormatException(problem);

    /// <summary>
    /// Parses a name from text (RFC 1035 §5.1): <c>\DDD</c> and <c>\X</c> escapes, <c>@</c> for the origin; a name without a
    /// final dot is relative to <paramref name="origin"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="origin">What relative names are completed with; the root makes every name absolute.</param>
    /// <param name="name">The name, when the text is valid.</param>
    /// <param name="problem">One sentence saying what is wrong, when it is not.</param>
    public static bool TryParse(
        string text, DomainName origin, [NotNullWhen(true)] out DomainName? name, [NotNullWhen(false)] out string? problem)
    {
        name = null;
        problem = null;
        if (text is "@")
        {
            name = origin;
            return true;
        }

        if (text is ".")
        {
            name = Root;
            return true;
        }

        if (!NameText.TryParse(text, origin, out var wire, out problem)) return false;
        name = new DomainName(wire);
        return true;
    }

    /// <summary>Whether this name is <paramref name="ancestor"/> or stands below it.</summary>
    public bool IsAtOrBelow(DomainName ancestor)
    {
        if (ancestor._wire.Length > _wire.Length) return false;
        var start = _wire.Length - ancestor._wire.Length;
        var at = 0;
        while (at < start) at += _wire[at] + 1;
        return at == start && Ascii.EqualsIgnoreCase(_wire.AsSpan(start), ancestor._wire);
    }

    /// <summary>The text of this name seen from <paramref name="origin"/>: <c>@</c>, a relative name, or the absolute one when it is not below or its case differs.</summary>
    public string ToTextBelow(DomainName origin)
    {
        // Seen from the root every name is absolute, the root itself too: elsewhere @ would mean another name. And octet for octet:
        // a relative name would take over the origin's case, and what is written must come back as it was.
        if (origin.IsRoot || !IsAtOrBelow(origin) || !_wire.AsSpan().EndsWith(origin._wire)) return ToString();
        if (_wire.Length == origin._wire.Length) return "@";
        var text = new StringBuilder();
        NameText.Format(_wire.AsSpan(0, _wire.Length - origin._wire.Length), text);
        text.Length--;
        return text.ToString();
    }

    /// <summary>The absolute text form with its final dot, escaped where a master file needs it.</summary>
    public override string ToString()
    {
        if (IsRoot) return ".";
        var text = new StringBuilder(_wire.Length);
        NameText.Format(_wire.AsSpan(0, _wire.Length - 1), text);
        return text.ToString();
    }

    /// <summary>The absolute text form without its final dot, as people write host names; the root stays <c>.</c></summary>
    public string ToHostName() => IsRoot ? "." : ToString()[..^1];

    /// <inheritdoc/>
    public bool Equals(DomainName? other) => other is not null && Ascii.EqualsIgnoreCase(_wire, other._wire);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DomainName);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var octet in _wire) hash.Add(ToLower(octet));
        return hash.ToHashCode();
    }

    /// <summary>Canonical order (RFC 4034 §6.1): label by label from the right, lower case, shorter first.</summary>
    public int CompareTo(DomainName? other)
    {
        if (other is null) return 1;
        Span<byte> mine = stackalloc byte[128], theirs = stackalloc byte[128];
        int m = Starts(_wire, mine), t = Starts(other._wire, theirs);
        while (m > 0 && t > 0)
        {
            var left = LabelAt(mine[--m]);
            var right = other.LabelAt(theirs[--t]);
            for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
            {
                var order = ToLower(left[i]).CompareTo(ToLower(right[i]));
                if (order != 0) return order;
            }

            if (left.Length != right.Length) return left.Length.CompareTo(right.Length);
        }

        return m.CompareTo(t);
    }

    /// <summary>Whether both names are the same, compared without ASCII case.</summary>
    public static bool operator ==(DomainName? left, DomainName? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether the names differ, compared without ASCII case.</summary>
    public static bool operator !=(DomainName? left, DomainName? right) => !(left == right);

    /// <summary>Canonical order.</summary>
    public static bool operator <(DomainName left, DomainName right) => left.CompareTo(right) < 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >(DomainName left, DomainName right) => left.CompareTo(right) > 0;

    /// <summary>Canonical order.</summary>
    public static bool operator <=(DomainName left, DomainName right) => left.CompareTo(right) <= 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >=(DomainName left, DomainName right) => left.CompareTo(right) >= 0;

    private ReadOnlySpan<byte> LabelAt(int start) => _wire.AsSpan(start + 1, _wire[start]);

    private static int Starts(byte[] wire, Span<byte> starts)
    {
        var count = 0;
        for (var at = 0; wire[at] != 0; at += wire[at] + 1) starts[count++] = (byte)at;
        return count;
    }

    private static byte ToLower(byte octet) => octet is >= (byte)'A' and <= (byte)'Z' ? (byte)(octet | 0x20) : octet;

    // Length octets are at most 63 and letters start at 65, so comparing whole wire forms without case is safe.
    private static class Ascii
    {
        public static bool EqualsIgnoreCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
        {
            if (left.Length != right.Length) return false;
            for (var i = 0; i < left.Length; i++)
                if (ToLower(left[i]) != ToLower(right[i])) return false;
            return true;
        }
    }
}
