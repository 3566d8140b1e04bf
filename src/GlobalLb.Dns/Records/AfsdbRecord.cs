using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A server of an AFS cell or a DCE name service (RFC 1183 §1).</summary>
internal static class AfsdbRecord
{
    /// <summary>A subtype, then a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.AFSDB, "1 afs1.example.com.", new NumberField("subtype", 2), new NameField("server"));
}
