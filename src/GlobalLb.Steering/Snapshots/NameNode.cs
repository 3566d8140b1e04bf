namespace GlobalLb.Steering.Snapshots;

/// <summary>What exists at one owner name; also names that exist only because something stands below them (RFC 4592 §2.2.2).</summary>
internal sealed class NameNode
{
    /// <summary>The name, lower case, in wire form.</summary>
    public required byte[] Name { get; init; }

    /// <summary>The zone that holds it.</summary>
    public required ZoneNode Zone { get; init; }

    /// <summary>The ordinary records by type.</summary>
    public RecordSet[] Sets { get; set; } = [];

    /// <summary>The steered name, when its addresses are chosen per client.</summary>
    public CompiledName? Steered { get; set; }

    /// <summary>The delegation this name is at or below, or null: its NS records are answered as a referral (RFC 1034 §4.3.2 3b).</summary>
    public NameNode? Cut { get; set; }

    /// <summary>The wildcard right below this name, or null (RFC 4592 §2.1.1).</summary>
    public NameNode? Wildcard { get; set; }

    /// <summary>The records of a type, or null.</summary>
    public RecordSet? Find(GlobalLb.Dns.Records.RecordType type)
    {
        foreach (var set in Sets)
            if (set.Type == type) return set;
        return null;
    }
}

/// <summary>What answers need of a zone.</summary>
internal sealed class ZoneNode
{
    /// <summary>The length of the apex in wire form: what is before it in a name is below the apex.</summary>
    public required int ApexLength { get; init; }

    /// <summary>The SOA record as an answer to a question for it.</summary>
    public required byte[] Authority { get; init; }

    /// <summary>The SOA record as it goes with negative answers: its TTL is the lesser of its own and MINIMUM (RFC 2308 §3).</summary>
    public required byte[] NegativeAuthority { get; init; }
}
