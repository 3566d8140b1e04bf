namespace GlobalLb.Steering.Snapshots;

/// <summary>What stands at a name, as far as it changes how questions are answered.</summary>
[Flags]
internal enum NameFlags : byte
{
    /// <summary>Nothing but records, or nothing at all.</summary>
    None = 0,

    /// <summary>It is the apex of a zone.</summary>
    Apex = 1,

    /// <summary>It has NS records and is no apex: what is at and below it is delegated (RFC 1034 §4.2.1).</summary>
    Cut = 2,

    /// <summary>It has a CNAME record.</summary>
    Alias = 4,

    /// <summary>It has a DNAME record: what is below it is elsewhere (RFC 6672 §2).</summary>
    Rename = 8,

    /// <summary>Its addresses are chosen per client.</summary>
    Steered = 16,

    /// <summary>It has an ALIAS record: its addresses are those of another name, found by Control.</summary>
    Flattened = 32,
}
