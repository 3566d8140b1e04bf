using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Running;

/// <summary>What becomes of a zone of the configuration when a master file replaces its ordinary records.</summary>
/// <param name="Zone">The zone as it will be; its steered names are those it had.</param>
/// <param name="IsNew">Whether there was no such zone.</param>
/// <param name="IsAuthorityChanged">Whether its SOA record changes.</param>
/// <param name="Added">Records that come.</param>
/// <param name="Removed">Records that go.</param>
internal sealed record ZoneMerge(Zone Zone, bool IsNew, bool IsAuthorityChanged, ImmutableArray<Record> Added, ImmutableArray<Record> Removed)
{
    /// <summary>Whether anything changes.</summary>
    public bool ChangesSomething => IsNew || IsAuthorityChanged || Added.Length > 0 || Removed.Length > 0;

    /// <summary>Merges a zone of a file into the one there is. What stays keeps its place and its words.</summary>
    /// <param name="before">The zone in the configuration; null when there is none.</param>
    /// <param name="written">The zone in the file.</param>
    /// <param name="version">The version of the configuration, which is the serial of zones that fix none.</param>
    public static ZoneMerge Of(Zone? before, Zone written, long version)
    {
        if (before is null) return new ZoneMerge(written, true, true, written.Records, []);

        // A zone whose serial grows with the configuration goes on so when the file only says where it stands.
        var authority = before.Authority.Serial is null && written.Authority.Serial == (uint)version
            ? written.Authority with { Serial = null }
            : written.Authority;
        var wanted = new Dictionary<Key, Record>(written.Records.Length);
        foreach (var record in written.Records) wanted[Key.Of(record, written.Name)] = record;
        var kept = ImmutableArray.CreateBuilder<Record>(written.Records.Length);
        var removed = ImmutableArray.CreateBuilder<Record>();
        foreach (var record in before.Records) (wanted.Remove(Key.Of(record, before.Name)) ? kept : removed).Add(record);
        ImmutableArray<Record> added = [.. written.Records.Where(record => wanted.ContainsKey(Key.Of(record, written.Name)))];
        var zone = before with { Authority = authority, Records = [.. kept, .. added] };
        return new ZoneMerge(zone, false, authority != before.Authority, added, removed.ToImmutable());
    }

    /// <summary>Puts merged zones into a configuration: those there are in their places, new ones behind.</summary>
    public static ConfigurationDocument Apply(ConfigurationDocument document, IReadOnlyCollection<ZoneMerge> merges)
    {
        var changed = merges.ToDictionary(merge => merge.Zone.Name, merge => merge.Zone);
        return document with
        {
            Zones = [.. document.Zones.Select(zone => changed.GetValueOrDefault(zone.Name, zone)), .. merges.Where(merge => merge.IsNew).Select(merge => merge.Zone)],
        };
    }

    // Equal records are equal octets, however their text may differ.
    private readonly record struct Key(DomainName Name, RecordType Type, uint Ttl, string Octets)
    {
        public static Key Of(Record record, DomainName origin) => new(
            record.Name,
            record.Type,
            record.Ttl,
            RecordText.TryParse(record.Type, record.Value, origin, out var octets, out _)
                ? Convert.ToBase64String(RecordWire.Canonicalise(record.Type, octets).Span)
                : record.Value);
    }
}
