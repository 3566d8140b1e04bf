using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Vantages;

/// <summary>Shows the vantages and how they stand; adds, changes and removes them.</summary>
public sealed partial class VantagesPage : FormPage
{
    private const int MostNamed = 5;

    private VantageForm _form = new();
    private ImmutableArray<VantageSight> _sights = [];
    private Dictionary<string, List<PoolCode>> _pools = [];
    private (long Version, int Vantages) _countedOf = (-1, 0);
    private int _probed;
    private bool _isAway;

    /// <summary>The code of the vantage that is edited; <c>new</c>: another one; null: none.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public string? Edited { get; set; }

    /// <inheritdoc/>
    protected override string Key => Edited ?? "";

    [Inject]
    private RecentView Recent { get; set; } = null!;

    private bool IsNew => Edited == "new";

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => LookAsync();

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        await base.OnLiveAsync();
        await LookAsync();
    }

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (Edited is null || Now.Configuration is null) return false;
        if (IsNew) _form = new VantageForm();
        else if (Now.Document.Vantages.FirstOrDefault(vantage => vantage.Code.Value == Edited) is { } known) _form = VantageForm.Of(known);
        else return false;
        return true;
    }

    private async Task LookAsync()
    {
        try
        {
            _sights = await Recent.VantagesAsync();
            _isAway = false;
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            _isAway = true;
        }

        if (_countedOf == (Now.Version, _sights.Length)) return;
        _countedOf = (Now.Version, _sights.Length);
        _probed = Now.Document.Pools.Count(pool => pool.Probe is not null);
        _pools = _sights.Where(sight => sight.Written is not null || Now.Document.Vantages.IsEmpty)
            .ToDictionary(sight => sight.Code, sight => Now.Document.Pools.Where(sight.LooksAt).Select(pool => pool.Code).ToList());
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var vantage = _form.Read();
        if (IsNew && Now.Document.Vantages.Any(known => known.Code == vantage.Code)) problems.Add(new Problem("code", $"there is a vantage '{vantage.Code}' already; choose another code"));
        if (await SaveAsync(problems, $"{(IsNew ? "add" : "change")} vantage {vantage.Code}", Change.Put(vantage))) Navigation.NavigateTo("/vantages");
    }

    private async Task RemoveAsync(VantageCode code)
    {
        var last = Now.Document.Vantages.Length == 1 ? " It is the last one: Control alone looks again." : "";
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {code}?", $"Nothing is probed from there any more.{last} No pool may choose it any more.", "Remove vantage", Now.Version,
            version => Desk.ApplyAsync(version, $"remove vantage {code}", Change.Remove(code))))
            Navigation.NavigateTo("/vantages");
    }
}
