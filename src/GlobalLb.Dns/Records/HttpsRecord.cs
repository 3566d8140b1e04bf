using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>How an HTTPS origin is reached (RFC 9460 §9); its name is never compressed.</summary>
internal static class HttpsRecord
{
    /// <summary>Priority and target, then parameters.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.HTTPS,
        "1 . alpn=\"h2,h3\" port=8443",
        new NumberField("priority", 2),
        new NameField("target", NameRules.AsIs),
        new ParametersField())
    {
        TargetOffset = 2,
    };
}
