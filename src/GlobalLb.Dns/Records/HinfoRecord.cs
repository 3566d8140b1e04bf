using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>Processor and operating system of a host (RFC 1035 §3.3.2).</summary>
internal static class HinfoRecord
{
    /// <summary>Two strings.</summary>
    public static RecordForm Form { get; } = new(RecordType.HINFO, "\"ANY\" \"OBSOLETED\"", new StringField("processor"), new StringField("operating system"));
}
