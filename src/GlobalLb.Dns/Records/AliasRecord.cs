using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>
/// A name whose addresses are looked up elsewhere and answered here as if they were written here: what CNAME cannot do at an
/// apex. Written in zones only; it is never answered, whatever is asked.
/// </summary>
internal static class AliasRecord
{
    /// <summary>One name.</summary>
    public static RecordForm Form { get; } = new(RecordType.ALIAS, "www.example.net.", new NameField("target", NameRules.AsIs));
}
