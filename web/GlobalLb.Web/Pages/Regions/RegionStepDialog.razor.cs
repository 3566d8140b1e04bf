using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;

namespace GlobalLb.Web.Pages.Regions;

/// <summary>Says what a step with a region will do, and does it when that is confirmed.</summary>
public sealed partial class RegionStepDialog : LivePage
{
    private readonly EditState _edit = new();
    private StepPreview? _preview;
    private int _minutes = 15;

    /// <summary>The region.</summary>
    [Parameter, EditorRequired]
    public Region Region { get; set; } = null!;

    /// <summary>What is to be done with it.</summary>
    [Parameter, EditorRequired]
    public RegionStep Step { get; set; }

    [Inject]
    private DialogService Dialogs { get; set; } = null!;

    [Inject]
    private NotificationService Notifications { get; set; } = null!;

    [Inject]
    private EditDesk Desk { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    private string Verb => Step switch
    {
        RegionStep.Open => "Open region",
        RegionStep.Drain => "Drain region",
        RegionStep.Evacuate => "Evacuate region",
        RegionStep.StartDrill => "Start drill",
        _ => "End drill",
    };

    private string Meaning => Step switch
    {
        RegionStep.Open => $"{Region.Name} takes clients again.",
        RegionStep.Drain => $"{Region.Name} takes no new clients while any other region can; it stays a last resort.",
        RegionStep.Evacuate => $"{Region.Name} takes no clients at all, whatever happens elsewhere, until it is opened again.",
        RegionStep.StartDrill => $"{Region.Name} is really evacuated for a limited time, and put back by itself.",
        _ => $"{Region.Name} takes clients again at once.",
    };

    /// <summary>Opens the dialog.</summary>
    public static Task OpenAsync(DialogService dialogs, Region region, RegionStep step) => dialogs.OpenAsync<RegionStepDialog>(
        $"{step switch { RegionStep.Open => "Open", RegionStep.Drain => "Drain", RegionStep.Evacuate => "Evacuate", RegionStep.StartDrill => "Drill in", _ => "End the drill in" }} {region.Name}?",
        new Dictionary<string, object?> { [nameof(Region)] = region, [nameof(Step)] = step },
        new DialogOptions { Width = "min(560px, 94vw)", CloseDialogOnOverlayClick = true });

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _edit.Load(Now.Version);
        _preview = StepPreview.Make(Now, Region, Step, Clock.GetUtcNow());
    }

    private async Task ConfirmAsync()
    {
        if (Step == RegionStep.StartDrill && _minutes is < 1 or > 1440)
        {
            _edit.Refuse([new("minutes", $"{_minutes} is out of range; write 1 to 1440")]);
            return;
        }

        _edit.IsBusy = true;
        var name = (await Authentication.GetAuthenticationStateAsync()).User.Identity?.Name ?? "";
        var now = Clock.GetUtcNow();
        var until = now.AddMinutes(_minutes);
        _edit.Take(Step switch
        {
            RegionStep.Open => await ApplyAsync($"open region {Region.Code}", region => region.Open(now)),
            RegionStep.Drain => await ApplyAsync($"drain region {Region.Code}", region => region with { State = RegionState.Drained }),
            RegionStep.Evacuate => await ApplyAsync($"evacuate region {Region.Code}", region => region with { State = RegionState.Evacuated }),
            RegionStep.StartDrill => await ApplyAsync($"start a drill of {_minutes} min in region {Region.Code}", region => region with { Drill = new Drill(until, name) }),
            _ => await ApplyAsync($"end the drill in region {Region.Code}", region => region.EndDrill(now)),
        });
        _edit.IsBusy = false;
        if (!_edit.IsDone) return;
        if (_edit.Outcome is EditOutcome.Accepted accepted) Notifications.Notify(NotificationSeverity.Success, $"Saved as version {accepted.Version}", Meaning, 5000);
        Dialogs.Close();
    }

    private Task<EditOutcome> ApplyAsync(string comment, Func<Region, Region> change) => Desk.ApplyAsync(_edit.Version, comment, Change.Of(Region.Code, change));
}
