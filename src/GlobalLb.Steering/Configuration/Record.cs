using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>One ordinary DNS record.</summary>
public sealed record Record
{
    private string? _value;

    // What the value is in wire form, found once: validation and compiling both need it, for a million records. The origin is
    // set once and for all before the octets, so whoever sees octets sees the origin they belong to.
    private DomainName? _origin;
    private byte[]? _octets;

    /// <summary>A record whose data is text.</summary>
    public Record()
    {
    }

    /// <summary>A record whose data is known in wire form already; its text is made when someone asks for it.</summary>
    /// <param name="name">The owner.</param>
    /// <param name="type">The type.</param>
    /// <param name="ttl">The TTL in seconds.</param>
    /// <param name="octets">The data in uncompressed wire form, valid for the type; it is not copied and must not change.</param>
    [SetsRequiredMembers]
    public Record(DomainName name, RecordType type, uint ttl, byte[] octets)
    {
        Name = name;
        Type = type;
        Ttl = ttl;
        _octets = octets;
        Value = null!; // made of the octets when it is asked for
    }

    // A copy may get another type or value: it keeps the text only.
    [SetsRequiredMembers]
    private Record(Record original)
    {
        Name = original.Name;
        Type = original.Type;
        Ttl = original.Ttl;
        Value = original.Value;
    }

    /// <summary>The owner, absolute; at or below the zone's apex.</summary>
    public required DomainName Name { get; init; }

    /// <summary>The type; SOA is the zone's own affair.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Seconds a resolver may keep it, 0 to 2 147 483 647 (RFC 2181 §8).</summary>
    public uint Ttl { get; init; } = 3600;

    /// <summary>The data as a master file writes it (RFC 1035 §5.1); relative names are completed with the zone's apex.</summary>
    public required string Value
    {
        get => _value ??= RecordText.Format(Type, _octets, DomainName.Root);
        init => _value = value;
    }

    /// <summary>Whether two records say the same in the same words.</summary>
    public bool Equals(Record? other) =>
        other is not null && Name == other.Name && Type == other.Type && Ttl == other.Ttl && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Type, Ttl, Value);

    /// <summary>The data in uncompressed wire form; parsed once, then remembered.</summary>
    /// <param name="origin">What relative names are completed with: the zone's apex.</param>
    /// <param name="octets">The data; not to be changed.</param>
    /// <param name="problem">One sentence saying what is wrong, when the value is not valid.</param>
    internal bool TryGetOctets(DomainName origin, [NotNullWhen(true)] out byte[]? octets, [NotNullWhen(false)] out string? problem)
    {
        octets = Volatile.Read(ref _octets);
        problem = null;
        if (octets is not null && (_origin is null || _origin.Equals(origin))) return true;
        if (!RecordText.TryParse(Type, Value, origin, out octets, out problem)) return false;
        if (Interlocked.CompareExchange(ref _origin, origin, null) is null) Volatile.Write(ref _octets, octets);
        return true;
    }
}
