using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Who is responsible (RFC 1183 §2.2).</summary>
internal static class RpRecord
{
    /// <summary>A mailbox and the name of a TXT record, each a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.RP, "hostmaster.example.com. .", new NameField("mailbox"), new NameField("name of the text"));
}
