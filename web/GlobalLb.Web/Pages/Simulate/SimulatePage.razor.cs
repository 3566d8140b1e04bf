using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Simulate;

/// <summary>Plays a fault. What is imagined stands in the address, so that it can be sent to somebody.</summary>
public sealed partial class SimulatePage : LivePage
{
    private readonly HashSet<string> _picked = [];
    private IReadOnlyList<string> _problems = [];
    private Simulation? _simulation;
    private Snapshot? _played;
    private int _share, _seed = 1;
    private string _at = "";

    /// <summary>The codes of regions, pools and endpoints that are to be down.</summary>
    [SupplyParameterFromQuery]
    public string[]? Down { get; set; }

    /// <summary>The share of all endpoints that is to be down as well, in percent.</summary>
    [SupplyParameterFromQuery]
    public int? Share { get; set; }

    /// <summary>What they are drawn by.</summary>
    [SupplyParameterFromQuery]
    public int? Seed { get; set; }

    /// <summary>A version or a time.</summary>
    [SupplyParameterFromQuery]
    public string? At { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private SnapshotArchive Archive { get; set; } = null!;

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync()
    {
        _picked.Clear();
        _picked.UnionWith(Down ?? []);
        (_share, _seed, _at) = (Math.Clamp(Share ?? 0, 0, 100), Seed ?? 1, At ?? "");
        return PlayAsync();
    }

    /// <inheritdoc/>
    protected override Task OnLiveAsync() => ReferenceEquals(_played, Now.Snapshot) ? Task.CompletedTask : PlayAsync();

    private async Task PlayAsync()
    {
        (_played, _problems, _simulation) = (Now.Snapshot, [], null);
        if (_played is null || (Down is not { Length: > 0 } && _share == 0)) return;
        var (found, problem) = await PastQuestion.ReadAsync(Now, Archive, Clock, At);
        if (found is null)
        {
            _problems = [problem!];
            return;
        }

        var fault = Fault.Of(Down ?? [], found.Document, out _problems);
        if (_problems.Count > 0) return;
        fault = fault.WithRandom(_share, _seed, found.Document);
        _simulation = Simulation.Play(found.Snapshot, found.Document, fault, ClientPlace.AllOf(found.Document, found.Snapshot), isObserved: false, asksForLosses: true);
    }

    private void Run() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/simulate", new Dictionary<string, object?>
    {
        ["down"] = _picked.Order(StringComparer.Ordinal).ToArray(),
        ["share"] = _share > 0 ? _share : null,
        ["seed"] = _share > 0 ? _seed : null,
        ["at"] = string.IsNullOrWhiteSpace(_at) ? null : _at.Trim(),
    }));

    private void Clear() => Navigation.NavigateTo("/simulate");

    private bool IsPicked(Pool pool) => pool.Endpoints.Any(endpoint => _picked.Contains(endpoint.Code.Value));

    private void Toggle(string code, ChangeEventArgs change)
    {
        if (change.Value is true) _picked.Add(code);
        else _picked.Remove(code);
    }
}
