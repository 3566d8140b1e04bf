using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
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

    /// <summary>The codes of regions, pools and endpoints that are to be down.</summary>
    [SupplyParameterFromQuery]
    public string[]? Down { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        _picked.Clear();
        _picked.UnionWith(Down ?? []);
        Play();
    }

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (!ReferenceEquals(_played, Now.Snapshot)) Play();
        return Task.CompletedTask;
    }

    private void Play()
    {
        (_played, _problems, _simulation) = (Now.Snapshot, [], null);
        if (_played is null || Down is not { Length: > 0 } codes) return;
        var fault = Fault.Of(codes, Now.Document, out _problems);
        if (_problems.Count == 0) _simulation = Simulation.Play(_played, Now.Document, fault);
    }

    private void Run() => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameters("/simulate", new Dictionary<string, object?> { ["down"] = _picked.Order(StringComparer.Ordinal).ToArray() }));

    private void Clear() => Navigation.NavigateTo("/simulate");

    private bool IsPicked(Pool pool) => pool.Endpoints.Any(endpoint => _picked.Contains(endpoint.Code.Value));

    private void Toggle(string code, ChangeEventArgs change)
    {
        if (change.Value is true) _picked.Add(code);
        else _picked.Remove(code);
    }
}
