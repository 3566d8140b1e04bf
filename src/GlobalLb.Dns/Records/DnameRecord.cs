using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Another name for everything below (RFC 6672 §2.1); its name is never compressed (RFC 6672 §2.5).</summary>
internal static class DnameRecord
{
    /// <summary>One name.</summary>
    public static RecordForm Form { get; } = new(RecordType.DNAME, "example.net.", new NameField("target", NameRules.Lowered));
}
