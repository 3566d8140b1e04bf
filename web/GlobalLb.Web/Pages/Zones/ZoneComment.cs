using System.Text.Json;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Says in a few words how a zone was changed, for the list of versions.</summary>
internal static class ZoneComment
{
    private const int Most = 4;

    public static string Of(Zone before, Zone after)
    {
        var said = new List<string>();
        foreach (var name in after.SteeredNames) said.AddRange(Of(before.SteeredNames.FirstOrDefault(known => known.Name == name.Name), name));
        said.AddRange(before.SteeredNames.Where(known => after.SteeredNames.All(name => name.Name != known.Name)).Select(name => $"remove steered name {name.Name}"));
        said.AddRange(after.Records.Except(before.Records).Concat(before.Records.Except(after.Records).Where(known => after.Records.Any(record => IsSameSet(record, known))))
            .Select(record => $"set {record.Name} {RecordTypes.Format(record.Type)}"));
        said.AddRange(before.Records.Where(known => !after.Records.Any(record => IsSameSet(record, known)))
            .Select(record => $"remove {record.Name} {RecordTypes.Format(record.Type)}"));
        if (before.Authority != after.Authority) said.Add($"change the SOA of {after.Name}");
        said = [.. said.Distinct()];
        if (said.Count == 0) return $"change zone {after.Name}";
        return said.Count <= Most ? string.Join(", ", said) : $"{string.Join(", ", said.Take(Most))} and {said.Count - Most} more in zone {after.Name}";
    }

    private static IEnumerable<string> Of(SteeredName? before, SteeredName after)
    {
        if (before is null)
        {
            yield return $"steer {after.Name}";
            yield break;
        }

        if (before.Ttl != after.Ttl) yield return $"set TTL of {after.Name} to {after.Ttl}";
        if (before.Fallback != after.Fallback || !before.FallbackRecords.SequenceEqual(after.FallbackRecords)) yield return $"set the fallback of {after.Name}";
        if (before.TtlRange != after.TtlRange) yield return $"set the TTL range of {after.Name}";
        if (IsOther(before.Https, after.Https)) yield return $"set HTTPS of {after.Name}";
        if (IsOther(before.Svcb, after.Svcb)) yield return $"set SVCB of {after.Name}";
        // Trees hold arrays, which compare by reference; their text compares by what they say.
        if (Text(before.Policy) != Text(after.Policy)) yield return $"change the policy of {after.Name}";
    }

    private static bool IsSameSet(Record one, Record other) => one.Name == other.Name && one.Type == other.Type;

    private static bool IsOther(Binding? before, Binding? after) =>
        before is null != after is null || (before is not null && !before.Alpn.SequenceEqual(after!.Alpn));

    private static string Text(PolicyNode policy) => JsonSerializer.Serialize(policy, ConfigurationJson.Options);
}
