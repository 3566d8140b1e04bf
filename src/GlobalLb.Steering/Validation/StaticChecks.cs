using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Checks what steered names answer beside their pools: records, made services, TTLs that move.</summary>
internal static class StaticChecks
{
    private const int MostRecords = 100, MostProtocolOctets = 255;

    public static void Check(ImmutableArray<StaticRecord> records, string path, Problems problems)
    {
        problems.AddUnless(!records.IsDefaultOrEmpty, path, "write at least one record");
        if (records.IsDefault) return;
        problems.AddUnless(records.Length <= MostRecords, path, $"there are {records.Length} records; write at most {MostRecords}");
        for (var i = 0; i < records.Length; i++)
        {
            if (SteeredType.Of(records[i].Type) == SteeredTypes.None)
                problems.Add($"{path}[{i}].type", $"a policy does not answer {RecordTypes.Format(records[i].Type)}; write A, AAAA, CNAME, MX, SRV, TXT, HTTPS or SVCB");
            else if (!records[i].TryGetOctets(out _, out var problem))
                problems.Add($"{path}[{i}].value", problem);
        }

        problems.AddUnless(records.Length <= 1 || records.All(record => record.Type != RecordType.CNAME), path, "a CNAME answers every type and must stand alone; remove it or the others");
        problems.AddUnless(records.Select(Key).Distinct(StringComparer.Ordinal).Count() == records.Length, path, "the same record is written twice");
    }

    /// <summary>Checks all of a steered name but its tree and its place in the zone.</summary>
    public static void Check(SteeredName name, string path, Problems problems)
    {
        if (name.TtlRange is { } range)
        {
            problems.AddOutside(range.Min, 1, 86_400, $"{path}.ttlRange.min", " seconds");
            problems.AddOutside(range.Max, Math.Min(range.Min, 86_400), 86_400, $"{path}.ttlRange.max", " seconds");
        }

        if (name.Fallback == Fallback.Static) Check(name.FallbackRecords, $"{path}.fallbackRecords", problems);
        else problems.AddUnless(name.FallbackRecords.IsEmpty, $"{path}.fallbackRecords", "these records are never answered; choose the fallback static or remove them");
        if (name.Https is { } https) Check(https, $"{path}.https.alpn", problems);
        if (name.Svcb is { } svcb) Check(svcb, $"{path}.svcb.alpn", problems);
    }

    /// <summary>Checks what a name answers by its policy against the records that its zone has of it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="zone">Its zone.</param>
    /// <param name="held">The types that leaves of its policy hold.</param>
    /// <param name="written">The types of the records that the zone has of it.</param>
    /// <param name="path">Where the name is in the document.</param>
    /// <param name="problems">Where problems go.</param>
    public static void Check(SteeredName name, Zone zone, SteeredTypes held, IEnumerable<RecordType> written, string path, Problems problems)
    {
        var answered = held | (name.Https is null ? 0 : SteeredTypes.Https) | (name.Svcb is null ? 0 : SteeredTypes.Svcb);
        var isAlias = ((held | SteeredType.Of(name.FallbackRecords)) & SteeredTypes.Cname) != 0;
        problems.AddUnless(!isAlias || name.Name != zone.Name, path, "an alias cannot stand at the apex beside SOA and NS (RFC 1034 §3.6.2); take the CNAME out of the policy");
        var reached = answered | SteeredTypes.A | SteeredTypes.Aaaa | SteeredTypes.Cname;
        foreach (var record in name.FallbackRecords.Where(record => (SteeredType.Of(record.Type) & ~reached) != 0))
            problems.Add($"{path}.fallbackRecords", $"{RecordTypes.Format(record.Type)} is never answered, because the policy itself has none; remove it or give the policy some");
        foreach (var type in written.Distinct())
        {
            var both = RecordTypes.Format(type);
            if (isAlias && name.Name != zone.Name)
                problems.Add(path, $"its policy can answer a CNAME, which must be all there is at a name; remove the {both} records or take the CNAME out of the policy");
            else if ((SteeredType.Of(type) & answered & ~(SteeredTypes.A | SteeredTypes.Aaaa)) != 0)
                problems.Add(path, $"{both} is answered by the policy and written in the zone as well; keep one of them");
        }
    }

    private static void Check(ServiceBinding binding, string path, Problems problems)
    {
        for (var i = 0; i < binding.Alpn.Length; i++)
            problems.AddUnless(binding.Alpn[i] is { Length: > 0 } id && id.All(letter => letter is > ' ' and <= '~'), $"{path}[{i}]", $"'{binding.Alpn[i]}' is no protocol; write an ALPN identifier such as h2 or h3");
        problems.AddUnless(binding.Alpn.Sum(id => id.Length + 1) <= MostProtocolOctets, path, $"the protocols are too long together; at most {MostProtocolOctets} octets are answered");
        problems.AddUnless(binding.Alpn.Distinct(StringComparer.Ordinal).Count() == binding.Alpn.Length, path, "a protocol is written twice");
    }

    private static string Key(StaticRecord record) => record.TryGetOctets(out var octets, out _)
        ? $"{(int)record.Type} {Convert.ToHexString(RecordWire.Canonicalise(record.Type, octets).Span)}"
        : $"{(int)record.Type} {record.Value}";
}
