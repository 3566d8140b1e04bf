using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>One record that a policy answers as it is written. Its owner and its TTL are those of the steered name.</summary>
public sealed record StaticRecord
{
    private byte[]? _octets;

    /// <summary>A record of nothing yet.</summary>
    public StaticRecord()
    {
    }

    // A copy may get another type or value: what was parsed stays behind.
    [SetsRequiredMembers]
    private StaticRecord(StaticRecord original) => (Type, Value) = (original.Type, original.Value);

    /// <summary>The type: A, AAAA, CNAME, MX, SRV, TXT, HTTPS or SVCB.</summary>
    public required RecordType Type { get; init; }

    /// <summary>The data as a master file writes it (RFC 1035 §5.1); names in it are absolute, with or without their last dot.</summary>
    public required string Value { get; init; }

    /// <summary>Whether two records say the same in the same words.</summary>
    public bool Equals(StaticRecord? other) => other is not null && Type == other.Type && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Type, Value);

    /// <summary>The data in uncompressed wire form; parsed once, then remembered.</summary>
    /// <param name="octets">The data; not to be changed.</param>
    /// <param name="problem">One sentence saying what is wrong, when the value is not valid.</param>
    internal bool TryGetOctets([NotNullWhen(true)] out byte[]? octets, [NotNullWhen(false)] out string? problem)
    {
        octets = Volatile.Read(ref _octets);
        problem = null;
        if (octets is not null) return true;
        if (!RecordText.TryParse(Type, Value, DomainName.Root, out octets, out problem)) return false;
        Volatile.Write(ref _octets, octets);
        return true;
    }
}
