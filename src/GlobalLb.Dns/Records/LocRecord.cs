using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A place on the globe (RFC 1876).</summary>
internal static class LocRecord
{
    /// <summary>All in one field: its parts are optional from the right.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.LOC, "52 22 23.000 N 4 53 32.000 E -2.00m 0.00m 10000m 10m", new PlaceField());
}
