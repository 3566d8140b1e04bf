using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>The record types that a policy can answer, one by one.</summary>
internal static class SteeredType
{
    /// <summary>All of them, an alias first.</summary>
    public static readonly RecordType[] All =
        [RecordType.CNAME, RecordType.A, RecordType.AAAA, RecordType.MX, RecordType.SRV, RecordType.TXT, RecordType.HTTPS, RecordType.SVCB];

    /// <summary>The set of one type; empty: no policy answers it.</summary>
    public static SteeredTypes Of(RecordType type) => type switch
    {
        RecordType.A => SteeredTypes.A,
        RecordType.AAAA => SteeredTypes.Aaaa,
        RecordType.CNAME => SteeredTypes.Cname,
        RecordType.MX => SteeredTypes.Mx,
        RecordType.SRV => SteeredTypes.Srv,
        RecordType.TXT => SteeredTypes.Txt,
        RecordType.HTTPS => SteeredTypes.Https,
        RecordType.SVCB => SteeredTypes.Svcb,
        _ => SteeredTypes.None,
    };

    /// <summary>The types of some records.</summary>
    public static SteeredTypes Of(IEnumerable<StaticRecord> records) =>
        records.Aggregate(SteeredTypes.None, (types, record) => types | Of(record.Type));

    /// <summary>The types of a set, by name.</summary>
    public static string Format(SteeredTypes types) => types == SteeredTypes.None ? "no type" : string.Join(", ", Enum.GetValues<SteeredTypes>()
        .Where(type => type != SteeredTypes.None && types.HasFlag(type)).Select(type => type.ToString().ToUpperInvariant()));
}
