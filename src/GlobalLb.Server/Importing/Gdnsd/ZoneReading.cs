using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>
/// Reads a zone file of gdnsd: a master file with the types DYNA and DYNC. Each of those becomes a record of a type for private use
/// that carries a word of ours and its number, so that owners, origins and TTLs are found as for all other records.
/// </summary>
/// <param name="resources">Makes policies of resources.</param>
/// <param name="draft">Takes the zone, and what cannot be carried over.</param>
internal sealed partial class ZoneReading(Resources resources, ImportDraft draft)
{
    private const RecordType Stand = (RecordType)65281;
    private static readonly byte[] Mark = "DYNA/DYNC"u8.ToArray();

    private readonly List<(Position At, string Resource, uint Lowest)> _dynamic = [];

    /// <summary>Reads a file; its name is that of the zone.</summary>
    public void Read(string path, DomainName zone)
    {
        var folder = new IncludeFolder(Path.GetDirectoryName(path) ?? "");
        bool Include(string name, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
        {
            if (!folder.TryRead(name, out file, out problem)) return false;
            file = new IncludedFile(file.Name, Prepare(file.Text, file.Name, zone));
            return true;
        }

        // The default of zones_default_ttl, on a line of its own that is no line of the file.
        var reading = MasterFile.Parse($"$TTL 86400 {Environment.NewLine}{Prepare(ZoneText.Read(path), path, zone)}", zone, path, Include);
        foreach (var problem in reading.Problems) draft.Refuse($"{problem with { Line = problem.File == path ? problem.Line - 1 : problem.Line }}");
        foreach (var warning in reading.Warnings) draft.Note($"{warning with { Line = warning.File == path ? warning.Line - 1 : warning.Line }}");
        if (!reading.IsValid) return;
        if (reading.Records.FirstOrDefault(record => record.Type == RecordType.SOA) is not { } authority)
        {
            draft.Refuse($"{path}:1:1: the zone {zone} has no SOA record; add one");
            return;
        }

        draft.Add(new Zone
        {
            Name = zone,
            Authority = ZoneAuthority.Read(authority.Octets.Span, authority.Ttl),
            Records = [.. reading.Records.Where(record => record.Type != RecordType.SOA && Number(record) is null).Select(record => new Record(record.Name, record.Type, record.Ttl, record.Octets.ToArray()))],
            SteeredNames = [.. reading.Records.Select(Steer).OfType<SteeredName>()],
        });
    }

    private SteeredName? Steer(ZoneRecord record)
    {
        if (Number(record) is not { } number) return null;
        var (at, resource, lowest) = _dynamic[number];
        if (resources.Find(at, resource) is not { } policy)
        {
            draft.Note(at, $"{record.Name} is left out: nothing of '{resource}' could be carried over");
            return null;
        }

        // MAX[/MIN], with half of the one for the other.
        var highest = Math.Clamp(record.Ttl, 1, 86_400);
        var least = Math.Clamp(lowest > 0 ? lowest : highest / 2, 1, highest);
        return new SteeredName { Name = record.Name, Ttl = highest, TtlRange = least < highest ? new TtlRange(least, highest) : null, Policy = policy };
    }

    // Which DYNA or DYNC a record stands for; null: it is one of the zone's own.
    private int? Number(ZoneRecord record)
    {
        if (record.Type != Stand || record.Octets.Length != Mark.Length + sizeof(int) || !record.Octets.Span.StartsWith(Mark)) return null;
        var number = BinaryPrimitives.ReadInt32BigEndian(record.Octets.Span[Mark.Length..]);
        return number >= 0 && number < _dynamic.Count ? number : null;
    }

    private string Prepare(string text, string file, DomainName zone)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (Directive().Match(lines[i]) is { Success: true } limit)
            {
                draft.Note(new Position(file, i + 1, 1), $"{limit.Value.Trim()} is not carried over: how many addresses are answered is not limited");
                lines[i] = "";
            }

            lines[i] = SpecialName().Replace(lines[i], _ => zone.ToString());
            if (Dynamic().Match(lines[i]) is not { Success: true } found) continue;
            var at = new Position(file, i + 1, found.Groups["type"].Index + 1);
            var lowest = found.Groups["lowest"].Success && uint.TryParse(found.Groups["lowest"].Value, CultureInfo.InvariantCulture, out var least) ? least : 0;
            lines[i] = $"{found.Groups["before"].Value}{found.Groups["highest"].Value} TYPE{(int)Stand} \\# {Mark.Length + sizeof(int)} {Convert.ToHexString(Mark)}{_dynamic.Count:X8}";
            _dynamic.Add((at, found.Groups["resource"].Value, lowest));
        }

        return string.Join('\n', lines);
    }

    [GeneratedRegex(@"^(?<before>[^;""]*?)(?:(?<=\s)(?<highest>[0-9]+)(?:/(?<lowest>[0-9]+))?)?\s+(?:IN\s+)?(?<type>DYN[AC])\s+(?<resource>[^\s;]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Dynamic();

    [GeneratedRegex(@"^\$ADDR_LIMIT_V[46].*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Directive();

    // The name of the zone and of the file's first origin, which are the same where nothing is included.
    [GeneratedRegex(@"(?<=^|\s)@[ZF](?=\s|$)", RegexOptions.CultureInvariant)]
    private static partial Regex SpecialName();
}
