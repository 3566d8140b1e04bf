using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace GlobalLb.Web.Pages.Regions;

/// <summary>One region with its pools, the health of their endpoints, and what an operator can do with it.</summary>
public sealed partial class RegionCard : LivePage
{
    /// <summary>The region.</summary>
    [Parameter, EditorRequired]
    public Region Region { get; set; } = null!;

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    private bool IsDrilling => Region.Drill is { } drill && drill.Until > Clock.GetUtcNow();

    private IEnumerable<Pool> Pools => Now.Document.Pools.Where(pool => pool.Region == Region.Code);

    private string Summary
    {
        get
        {
            var endpoints = Pools.SelectMany(pool => pool.Endpoints).ToList();
            var up = endpoints.Count(endpoint => Now.Belief(endpoint.Code)?.Health == HealthState.Up);
            var takesNone = Region.EffectiveState(Clock.GetUtcNow()) == RegionState.Evacuated ? ", takes no clients" : "";
            return endpoints.Count == 0 ? "" : $"{up} of {endpoints.Count} endpoints up{takesNone}";
        }
    }

    private Task AskAsync(RegionStep step) => RegionStepDialog.OpenAsync(Dialogs, Region, step);
}
