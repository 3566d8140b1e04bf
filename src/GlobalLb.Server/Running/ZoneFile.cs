using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Running;

/// <summary>A master file on its way to become a zone: all of it, or the problems that keep it from being one.</summary>
/// <param name="Zone">The zone; null when there is a problem.</param>
/// <param name="Problems">Sentences with file, line and column where they can be told.</param>
internal sealed record ZoneFile(Zone? Zone, ImmutableArray<string> Problems)
{
    /// <summary>Loads <c>FILE</c> or <c>ORIGIN=FILE</c>.</summary>
    public static ZoneFile Load(string written)
    {
        var equals = written.IndexOf('=', StringComparison.Ordinal);
        var path = written[(equals + 1)..];
        var named = equals > 0 ? written[..equals] : Path.GetFileNameWithoutExtension(path);
        if (!DomainName.TryParse(named, DomainName.Root, out var origin, out var problem)) return Refused($"{path}: {problem}; write ORIGIN=FILE");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Refused($"{path}: {failure.Message}");
        }

        var reading = MasterFile.Parse(text, origin, path);
        if (!reading.IsValid) return new ZoneFile(null, [.. reading.Problems.Select(each => each.ToString())]);
        var authorities = reading.Records.Where(record => record.Type == RecordType.SOA).ToList();
        if (authorities.Count != 1) return Refused($"{path}: a zone has one SOA record, this file has {authorities.Count}");
        if (authorities[0].Name != origin) return Refused($"{path}: its SOA record is for {authorities[0].Name}, not for {origin}; write {authorities[0].Name.ToHostName()}={path}");

        var zone = new Zone
        {
            Name = origin,
            Authority = ZoneAuthority.Read(authorities[0].Octets.Span, authorities[0].Ttl),
            Records =
            [
                .. reading.Records.Where(record => record.Type != RecordType.SOA).Select(record => new Record
                {
                    Name = record.Name, Type = record.Type, Ttl = record.Ttl, Value = RecordText.Format(record.Type, record.Octets.Span, DomainName.Root),
                }),
            ],
        };
        var problems = ConfigurationValidation.Check(new ConfigurationDocument { Zones = [zone] });
        return problems.IsEmpty ? new ZoneFile(zone, []) : new ZoneFile(null, [.. problems.Select(each => $"{path}: {each}")]);
    }

    private static ZoneFile Refused(string problem) => new(null, [problem]);
}
