using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The canonical name of an alias (RFC 1035 §3.3.1).</summary>
internal static class CnameRecord
{
    /// <summary>One name.</summary>
    public static RecordForm Form { get; } = new(RecordType.CNAME, "www.example.com.", new NameField("canonical name"));
}
