using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>A steered name while it is edited.</summary>
public sealed class SteeredNameForm
{
    /// <summary>The owner, relative to the zone.</summary>
    public string Name { get; set; } = "";

    /// <summary>The TTL: seconds, or a period such as 1m.</summary>
    public string Ttl { get; set; } = "30";

    /// <summary>The tree.</summary>
    public required PolicyDraft Policy { get; init; }

    /// <summary>The absolute name it had when the form was filled; null for a new one.</summary>
    public string? Known { get; init; }

    /// <summary>All else; replaced whole with each change.</summary>
    public required SteeredName Rest { get; set; }

    /// <summary>What is answered when nothing is available; records for that go when something else is.</summary>
    public Fallback Fallback
    {
        get => Rest.Fallback;
        set => Rest = Rest with { Fallback = value, FallbackRecords = value != Fallback.Static ? [] : Rest.FallbackRecords is [] ? [NoRecord] : Rest.FallbackRecords };
    }

    private static StaticRecord NoRecord => new() { Type = RecordType.A, Value = "" };

    /// <summary>Fills a form.</summary>
    public static SteeredNameForm Of(SteeredName name, DomainName zone) => new()
    {
        Name = name.Name.ToTextBelow(zone),
        Ttl = name.Ttl.ToString(),
        Policy = new PolicyDraft(name.Policy),
        Known = name.Name.ToString(),
        Rest = name,
    };

    /// <summary>A form for a new name.</summary>
    /// <param name="zone">Its zone.</param>
    /// <param name="policy">The tree to begin with.</param>
    public static SteeredNameForm New(DomainName zone, PolicyNode policy) =>
        new() { Policy = new PolicyDraft(policy), Rest = new SteeredName { Name = zone, Policy = policy } };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public SteeredName Read(DomainName zone, List<Problem> problems)
    {
        var path = $"steeredNames[{Name}]";
        if (!TimeToLive.TryParse(Ttl.Trim(), out var ttl)) problems.Add(new Problem($"{path}.ttl", $"'{Ttl}' is no TTL; write seconds such as 30, or a period such as 1m"));
        return Rest with { Name = Names.Read(Name, zone, $"{path}.name", problems), Ttl = ttl, Policy = Policy.Read($"{path}.policy", problems) };
    }

    /// <summary>What is wrong with what the form holds; paths begin at the name.</summary>
    /// <param name="document">What surrounds it.</param>
    /// <param name="zone">Its zone, as it is saved.</param>
    /// <param name="now">The moment.</param>
    internal ImmutableArray<Problem> Check(ConfigurationDocument document, Zone zone, DateTimeOffset now)
    {
        var unread = new List<Problem>();
        var name = Read(zone.Name, unread);
        var path = $"steeredNames[{Name}].";
        if (unread.Exists(problem => problem.Path == $"{path}name")) name = name with { Name = zone.Name };
        var isTtlUnread = unread.Exists(problem => problem.Path == $"{path}ttl");
        return
        [
            // What cannot be read of the tree is said by the field it was typed in.
            .. unread.Where(problem => !problem.Path.StartsWith($"{path}policy", StringComparison.Ordinal)).Select(problem => problem with { Path = problem.Path[path.Length..] }),
            .. TreeProblems.Find(document, zone, name, now).Where(problem => !(isTtlUnread && problem.Path == "ttl")),
        ];
    }
}
