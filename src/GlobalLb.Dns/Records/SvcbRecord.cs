using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>
/// How a service is reached (RFC 9460 §2); its name is never compressed. A priority of 0 makes an alias, whose parameters clients
/// ignore (§2.4.2): they are useless but allowed, and no reason to refuse a zone.
/// </summary>
internal static class SvcbRecord
{
    /// <summary>Priority and target, then parameters.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.SVCB,
        "1 . alpn=\"h2,h3\" port=8443",
        new NumberField("priority", 2),
        new NameField("target", NameRules.AsIs),
        new ParametersField())
    {
        TargetOffset = 2,
    };
}
