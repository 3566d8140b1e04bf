namespace GlobalLb.Dns.Records.Fields;

/// <summary>What becomes of a name inside data, by the age of its type.</summary>
internal enum NameRules
{
    /// <summary>Types that RFC 3597 §4 lists: read compressed, lower case in canonical form.</summary>
    CompressedAndLowered,

    /// <summary>Never compressed (RFC 3597 §4), but lower case in canonical form (RFC 4034 §6.2, RFC 6840 §5.1).</summary>
    Lowered,

    /// <summary>Newer types: never compressed, and canonical as it stands.</summary>
    AsIs,
}
