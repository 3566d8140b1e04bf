using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The URI of a service (RFC 7553 §4).</summary>
internal static class UriRecord
{
    /// <summary>Priority and weight, then the URI.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.URI,
        "10 1 \"ftp://ftp1.example.com/public\"",
        new NumberField("priority", 2),
        new NumberField("weight", 2),
        new ValueField("target", isRequired: true));
}
