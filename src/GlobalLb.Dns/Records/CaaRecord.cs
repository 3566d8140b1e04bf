using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Which authorities may issue certificates (RFC 8659 §4.1).</summary>
internal static class CaaRecord
{
    /// <summary>Flags, a tag and its value.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.CAA, "0 issue \"ca.example.net\"", new NumberField("flags", 1), new TagField(), new ValueField("value", isRequired: false));
}
