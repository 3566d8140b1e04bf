using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store;
using GlobalLb.Store.Aliases;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Changes a zone: its steered names, its records and its SOA, saved together.</summary>
public sealed partial class ZonePage : FormPage
{
    private ZoneForm? _form;
    private AliasTable _aliases = AliasTable.Empty;

    [Inject]
    private LastGoodAliases LastGood { get; set; } = null!;

    /// <summary>The apex, without its final dot.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Which part is shown: steered, records, probes or authority.</summary>
    [SupplyParameterFromQuery(Name = "tab")]
    public string? Tab { get; set; }

    /// <inheritdoc/>
    protected override string Key => Name;

    private ImmutableArray<ProbeWriting> OfOrganisation => Now.Document.ProbeDefaults is { } defaults ? [new(new ProbeSource(ProbeLevel.Organisation), defaults)] : [];

    private string Shown => Tab ?? "steered";

    /// <inheritdoc/>
    protected override bool Fill()
    {
        _form = Find() is { } zone ? ZoneForm.Of(zone) : null;
        return _form is not null;
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => ReadAliasesAsync();

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        await base.OnLiveAsync();
        await ReadAliasesAsync();
    }

    private async Task ReadAliasesAsync()
    {
        if (Shown != "records" || Find()?.Records.Any(record => record.Type == RecordType.ALIAS) != true) return;
        try
        {
            _aliases = await LastGood.ReadAsync();
        }
        catch (Exception failure) when (Absence.Explains(failure))
        {
            // What was shown stays; that the database is away the page says anyway.
        }
    }

    private Zone? Find() =>
        DomainName.TryParse(Name, DomainName.Root, out var name, out _) ? Now.Document.Zones.FirstOrDefault(zone => zone.Name == name) : null;

    private string Address(string tab) => $"/zones/{Name}?tab={tab}";

    private string Active(string tab) => Shown == tab ? "active" : "";

    private void AddName() => _form!.SteeredNames.Add(SteeredNameForm.New(_form.Name, new PoolNode { Pool = Now.Document.Pools[0].Code }));

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var zone = _form!.Read(problems);
        await SaveAsync(problems, Find() is { } before ? ZoneComment.Of(before, zone) : $"add zone {zone.Name}", Change.Put(zone));
    }

    private async Task RemoveAsync()
    {
        var name = _form!.Name;
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {name}?", "The zone with all its records and steered names is removed. Questions for it are refused from then on.", "Remove zone", Now.Version,
            version => Desk.ApplyAsync(version, $"remove zone {name}", Change.Remove(name), isConfirmed: true)))
            Navigation.NavigateTo("/zones");
    }
}
