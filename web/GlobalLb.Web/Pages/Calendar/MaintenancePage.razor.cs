using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace GlobalLb.Web.Pages.Calendar;

/// <summary>Shows what is in maintenance when; adds, changes and removes it.</summary>
public sealed partial class MaintenancePage : FormPage
{
    private const string StartNow = "now", Once = "once", Weekly = "weekly";

    private MaintenanceForm _form = new();
    private ImmutableArray<CalendarLine> _lines = [];
    private long _listedOf = -1;
    private DateTimeOffset? _changesAt;
    private TimeZoneInfo? _yours;

    /// <summary>The name of the maintenance that is edited; <c>new</c>: another one; <c>now</c>: one that begins at once; null: none.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public string? Edited { get; set; }

    /// <summary>The region that a new one begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Region { get; set; }

    /// <summary>The pool that a new one begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Pool { get; set; }

    /// <summary>The endpoint that a new one begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Endpoint { get; set; }

    /// <inheritdoc/>
    protected override string Key => $"{Edited}\n{Region}\n{Pool}\n{Endpoint}";

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    private string Comes
    {
        get => _form.IsWeekly ? Weekly : Once;
        set => _form.IsWeekly = value == Weekly;
    }

    private bool IsNew => Edited is "new" or StartNow;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        base.OnParametersSet();
        List();
    }

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        await base.OnLiveAsync();
        List();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        try
        {
            if (!TimeZoneText.TryParse(await Browser.InvokeAsync<string>("globallb.timeZone"), out _yours, out _)) return;
            StateHasChanged();
        }
        catch (JSException)
        {
            // A browser that does not tell its time zone shows the times of the calendar alone.
        }
        catch (JSDisconnectedException)
        {
            // Nobody looks any more.
        }
    }

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (Edited is null || Now.Configuration is null) return false;
        if (!IsNew)
        {
            if (Now.Document.Maintenance.FirstOrDefault(each => each.Name == Edited) is not { } known) return false;
            _form = MaintenanceForm.Of(known);
            return true;
        }

        _form = Edited == StartNow ? MaintenanceForm.StartingNow(Clock.GetUtcNow(), Region ?? Pool ?? Endpoint ?? "") : new MaintenanceForm { LeadSeconds = 300 };
        (_form.Regions, _form.Pools, _form.Endpoints) = (Region ?? "", Pool ?? "", Endpoint ?? "");
        return true;
    }

    // Only when something of it is otherwise: a page renders itself every few seconds.
    private void List()
    {
        var now = Clock.GetUtcNow();
        if (_listedOf == Now.Version && !(_changesAt <= now)) return;
        _listedOf = Now.Version;
        _lines = CalendarLine.All(Now.Document, now);
        _changesAt = CalendarLine.ChangesAt(_lines, now);
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var maintenance = _form.Read(problems);
        if (maintenance.Name != _form.Written?.Name && Now.Document.Maintenance.Any(known => known.Name == maintenance.Name))
            problems.Add(new Problem("name", $"there is a maintenance '{maintenance.Name}' already; choose another name"));
        if (await SaveAsync(problems, $"{(IsNew ? "add" : "change")} maintenance {maintenance.Name}", Change.Put(_form.Written, maintenance))) Navigation.NavigateTo("/maintenance");
    }

    private async Task RemoveAsync(string name)
    {
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {name}?", "If it is on, what it drains takes clients again at once.", "Remove maintenance", Now.Version,
            version => Desk.ApplyAsync(version, $"remove maintenance {name}", Change.RemoveMaintenance(name))))
            Navigation.NavigateTo("/maintenance");
    }
}
