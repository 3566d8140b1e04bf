using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A rewriting rule (RFC 3403 §4.1).</summary>
internal static class NaptrRecord
{
    /// <summary>Order and preference, flags, services, an expression, and a name.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.NAPTR,
        "100 10 \"u\" \"E2U+sip\" \"!^.*$!sip:help@example.com!\" .",
        new NumberField("order", 2),
        new NumberField("preference", 2),
        new StringField("flags"),
        new StringField("services"),
        new ExpressionField(),
        new NameField("replacement"));
}
