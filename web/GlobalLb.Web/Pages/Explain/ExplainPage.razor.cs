using GlobalLb.Dns.Names;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Web.Api;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Explain;

/// <summary>Asks the evaluator as one client would. The question stands in the address.</summary>
public sealed partial class ExplainPage : LivePage
{
    private string _name = "", _type = "A", _client = "";
    private Explanation? _explanation;
    private string? _problem;
    private Snapshot? _asked;

    /// <summary>The name asked for.</summary>
    [SupplyParameterFromQuery]
    public string? Name { get; set; }

    /// <summary>A or AAAA.</summary>
    [SupplyParameterFromQuery]
    public string? Type { get; set; }

    /// <summary>The client's address.</summary>
    [SupplyParameterFromQuery]
    public string? Client { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private IEnumerable<string> Names => Now.Document.Zones.SelectMany(zone => zone.SteeredNames).Select(name => name.Name.ToString());

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        (_name, _type, _client) = (Known(Name) ?? Names.FirstOrDefault() ?? "", Type ?? "A", Client ?? "");
        Explain();
    }

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (_name.Length == 0) _name = Names.FirstOrDefault() ?? "";
        // Only a new snapshot is asked again: the same one would only draw other chances.
        if (!ReferenceEquals(_asked, Now.Snapshot)) Explain();
        return Task.CompletedTask;
    }

    private void Ask() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/explain", new Dictionary<string, object?>
    {
        ["name"] = _name,
        ["type"] = _type,
        ["client"] = _client.Trim(),
    }));

    // An address may have been typed by hand: without the final dot, or in other case.
    private string? Known(string? written) =>
        written is not null && DomainName.TryParse(written, DomainName.Root, out var name, out _)
            ? Names.FirstOrDefault(known => DomainName.Parse(known) == name)
            : null;

    private void Explain()
    {
        (_explanation, _problem, _asked) = (null, null, Now.Snapshot);
        if (Name is not null && Client is not null) (_explanation, _problem) = ExplainQuestion.Answer(Now, Name, Type, Client);
    }
}
