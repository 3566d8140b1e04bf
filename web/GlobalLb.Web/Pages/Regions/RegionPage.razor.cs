using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Regions;

/// <summary>Adds a region, or changes and removes one.</summary>
public sealed partial class RegionPage : FormPage
{
    private string _code = "", _name = "";
    private double _latitude, _longitude;
    private double? _capacity, _load;
    private int? _slowStart;

    /// <summary>The region's code; null: a new one.</summary>
    [Parameter]
    public string? Code { get; set; }

    /// <inheritdoc/>
    protected override string Key => Code ?? "";

    private bool IsNew => Code is null;

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (IsNew) return true;
        if (Now.Document.FindRegion(new RegionCode(Code!)) is not { } region) return false;
        (_code, _name, _latitude, _longitude) = (region.Code.Value, region.Name, region.Latitude, region.Longitude);
        (_capacity, _load, _slowStart) = (region.Capacity, region.Load, region.SlowStart);
        return true;
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var code = new RegionCode(_code.Trim());
        if (IsNew && Now.Document.FindRegion(code) is not null) problems.Add(new Problem("code", $"there is a region '{code}' already; choose another code"));
        var region = Now.Document.FindRegion(code) ?? new Region { Code = code, Name = "" };
        var change = Change.Put(region with { Name = _name.Trim(), Latitude = _latitude, Longitude = _longitude, Capacity = _capacity, Load = _load, SlowStart = _slowStart });
        if (await SaveAsync(problems, $"{(IsNew ? "add" : "change")} region {code}", change) && IsNew) Navigation.NavigateTo("/");
    }

    private async Task RemoveAsync()
    {
        var code = new RegionCode(Code!);
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {_name}?", "The region is removed from the configuration. It must have no pools left.", "Remove region", Now.Version,
            version => Desk.ApplyAsync(version, $"remove region {code}", Change.Remove(code))))
            Navigation.NavigateTo("/");
    }
}
