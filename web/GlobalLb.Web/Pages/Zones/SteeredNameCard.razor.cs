using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Edits one steered name, and says how long clients take to follow a failover with what is typed.</summary>
public sealed partial class SteeredNameCard : ComponentBase
{
    private ImmutableArray<Problem> _problems = [];
    private ConfigurationDocument? _checked;

    /// <summary>The name being edited.</summary>
    [Parameter, EditorRequired]
    public SteeredNameForm Name { get; set; } = null!;

    /// <summary>Its zone.</summary>
    [Parameter, EditorRequired]
    public DomainName Zone { get; set; } = null!;

    /// <summary>Where its pools are found.</summary>
    [Parameter, EditorRequired]
    public ConfigurationDocument Document { get; set; } = null!;

    /// <summary>Takes the name out of the form.</summary>
    [Parameter, EditorRequired]
    public EventCallback Remove { get; set; }

    [Inject]
    private TimeProvider Clock { get; set; } = null!;

    private string Id => Name.Known ?? "new";

    private TtlRange UsualRange => TimeToLive.TryParse(Name.Ttl.Trim(), out var ttl) && ttl is >= 1 and <= 86_400 ? new TtlRange(Math.Max(1, ttl / 2), ttl) : new TtlRange(10, 60);

    private string Failover =>
        TimeToLive.TryParse(Name.Ttl.Trim(), out var ttl) ? Say(Name.Rest with { Ttl = ttl }) : "Seconds, or a period such as 1m.";

    private string Say(SteeredName name) => FailoverTime.Say(FailoverTime.Of(Document, new ProbeInheritance(Document), name with { Policy = Name.Policy.Root }));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_checked, Document)) Check();
    }

    private void Set(SteeredName rest)
    {
        Name.Rest = rest;
        Check();
    }

    // With every step, so that what is wrong is said where it is typed and not only when it is saved.
    private void Check()
    {
        _checked = Document;
        _problems = Document.Zones.FirstOrDefault(zone => zone.Name == Zone) is { } zone ? Name.Check(Document, zone, Clock.GetUtcNow()) : [];
    }

    private string Meaning => Name.Fallback switch
    {
        Fallback.PreferredPool => "The observer may be wrong: better to try than to vanish.",
        Fallback.AllEndpoints => "Every endpoint the policy reaches; evacuated regions never.",
        Fallback.LastGood => "Those that were well at the last moment any were, within one region.",
        Fallback.ServerFailure => "Resolvers ask again soon, and may answer what they knew before.",
        Fallback.Static => "Records that are no endpoints, such as a page that says sorry.",
        _ => "Fail closed: clients get an empty answer.",
    };
}
