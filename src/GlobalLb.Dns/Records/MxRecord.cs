using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A mail exchange (RFC 1035 §3.3.9).</summary>
internal static class MxRecord
{
    /// <summary>A preference, then a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.MX, "10 mail.example.com.", new NumberField("preference", 2), new NameField("mail exchange"))
    {
        TargetOffset = 2,
    };
}
