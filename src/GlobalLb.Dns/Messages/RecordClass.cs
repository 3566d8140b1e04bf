namespace GlobalLb.Dns.Messages;

/// <summary>Classes of questions (RFC 1035 §3.2.4, §3.2.5).</summary>
internal enum RecordClass : ushort
{
    /// <summary>IN: the class of all zones here.</summary>
    Internet = 1,

    /// <summary>CH: where servers speak of themselves (RFC 4892).</summary>
    Chaos = 3,

    /// <summary>Any class; a question only.</summary>
    Any = 255,
}
