using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Web.Api;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Explain;

/// <summary>Asks the evaluator as one client would. The question stands in the address.</summary>
public sealed partial class ExplainPage : LivePage
{
    private static readonly string[] Types = ["A", "AAAA", "CNAME", "HTTPS", "SVCB", "MX", "SRV", "TXT", "NS", "CAA"];

    private string _name = "", _type = "A", _client = "", _subnet = "", _down = "", _at = "";
    private AnswerExplanation? _explanation;
    private PastHealth? _then;
    private string? _problem;
    private Snapshot? _asked;

    /// <summary>The name asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Name { get; set; }

    /// <summary>The type asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    /// <summary>The address the query comes from.</summary>
    [SupplyParameterFromQuery]
    public string? Client { get; set; }

    /// <summary>Whom the resolver asks for.</summary>
    [SupplyParameterFromQuery]
    public string? Subnet { get; set; }

    /// <summary>What is imagined to be down.</summary>
    [SupplyParameterFromQuery]
    public string? Down { get; set; }

    /// <summary>A version or a time.</summary>
    [SupplyParameterFromQuery]
    public string? At { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private SnapshotArchive Archive { get; set; } = null!;

    private IEnumerable<string> Names => Now.Document.Zones.SelectMany(zone => zone.SteeredNames).Select(name => name.Name.ToString());

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        (_name, _type, _client) = (Name ?? Names.FirstOrDefault() ?? "", Type ?? "A", Client ?? "");
        (_subnet, _down, _at) = (Subnet ?? "", Down ?? "", At ?? "");
        return ExplainAsync();
    }

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (_name.Length == 0) _name = Names.FirstOrDefault() ?? "";
        // Only a new snapshot is asked again: the same one would only draw other chances.
        return ReferenceEquals(_asked, Now.Snapshot) ? Task.CompletedTask : ExplainAsync();
    }

    private void Ask() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/explain", new Dictionary<string, object?>
    {
        ["name"] = _name.Trim(),
        ["type"] = _type,
        ["client"] = _client.Trim(),
        ["subnet"] = Given(_subnet),
        ["down"] = Given(_down),
        ["at"] = Given(_at),
    }));

    private static string? Given(string written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();

    private async Task ExplainAsync()
    {
        (_explanation, _then, _problem, _asked) = (null, null, null, Now.Snapshot);
        if (Name is null || Client is null) return;
        (var found, _problem) = await PastQuestion.ReadAsync(Now, Archive, Clock, At);
        if (found is null) return;
        (_explanation, _problem) = new ExplainQuestion(Name, Type, Client, Subnet, Down).Answer(found.Snapshot, found.Document);
        if (_explanation is not null) _then = found.HealthBehind(_explanation);
    }
}
