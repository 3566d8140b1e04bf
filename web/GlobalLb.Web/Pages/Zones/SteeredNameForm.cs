using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>A steered name while it is edited.</summary>
public sealed class SteeredNameForm
{
    /// <summary>The owner, relative to the zone.</summary>
    public string Name { get; set; } = "";

    /// <summary>The TTL: seconds, or a period such as 1m.</summary>
    public string Ttl { get; set; } = "30";

    /// <summary>What is answered when nothing is available.</summary>
    public Fallback Fallback { get; set; }

    /// <summary>The tree.</summary>
    public PolicyForm Policy { get; init; } = new();

    /// <summary>The absolute name it had when the form was filled; null for a new one.</summary>
    public string? Known { get; init; }

    /// <summary>The name as it was written: what the form does not edit of it is kept. Null for a new one.</summary>
    public SteeredName? Written { get; init; }

    /// <summary>Fills a form.</summary>
    public static SteeredNameForm Of(SteeredName name, DomainName zone) => new()
    {
        Name = name.Name.ToTextBelow(zone),
        Ttl = name.Ttl.ToString(),
        Fallback = name.Fallback,
        Policy = PolicyForm.Of(name.Policy),
        Known = name.Name.ToString(),
        Written = name,
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public SteeredName Read(DomainName zone, List<Problem> problems)
    {
        var path = $"steeredNames[{Name}]";
        if (!TimeToLive.TryParse(Ttl.Trim(), out var ttl)) problems.Add(new Problem($"{path}.ttl", $"'{Ttl}' is no TTL; write seconds such as 30, or a period such as 1m"));
        var (owner, policy) = (Names.Read(Name, zone, $"{path}.name", problems), Policy.Read($"{path}.policy", problems));
        return (Written ?? new SteeredName { Name = owner, Policy = policy }) with
        {
            Name = owner,
            Ttl = ttl,
            Fallback = Fallback,
            FallbackRecords = Fallback == Fallback.Static && Written is { } written ? written.FallbackRecords : [],
            Policy = policy,
        };
    }
}
