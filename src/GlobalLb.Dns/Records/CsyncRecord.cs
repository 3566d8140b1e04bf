using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>What a child wants copied into its delegation (RFC 7477 §2.1.1).</summary>
internal static class CsyncRecord
{
    /// <summary>Serial and flags, then the types.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.CSYNC, "66 3 A NS AAAA", new NumberField("serial", 4), new NumberField("flags", 2), new TypesField());
}
