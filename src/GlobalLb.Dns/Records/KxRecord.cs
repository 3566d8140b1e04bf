using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A key exchanger (RFC 2230 §3.1); its name is never compressed.</summary>
internal static class KxRecord
{
    /// <summary>A preference, then a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.KX, "10 kx.example.com.", new NumberField("preference", 2), new NameField("exchanger", NameRules.Lowered));
}
