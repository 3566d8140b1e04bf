using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Web.Live;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Simulate;

/// <summary>Plays a fault. What is imagined stands in the address, so that it can be sent to somebody.</summary>
public sealed partial class SimulatePage : LivePage
{
    private readonly HashSet<string> _regions = [], _pools = [], _endpoints = [];
    private IReadOnlyList<string> _unknown = [];
    private Simulation? _simulation;
    private Snapshot? _played;

    /// <summary>Regions that are to be down.</summary>
    [SupplyParameterFromQuery(Name = "down")]
    public string[]? Regions { get; set; }

    /// <summary>Pools that are to be down.</summary>
    [SupplyParameterFromQuery(Name = "pool")]
    public string[]? Pools { get; set; }

    /// <summary>Endpoints that are to be down.</summary>
    [SupplyParameterFromQuery(Name = "endpoint")]
    public string[]? Endpoints { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Set(_regions, Regions);
        Set(_pools, Pools);
        Set(_endpoints, Endpoints);
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
        _played = Now.Snapshot;
        var fault = new Fault
        {
            Regions = [.. (Regions ?? []).Select(RegionCode.From)],
            Pools = [.. (Pools ?? []).Select(PoolCode.From)],
            Endpoints = [.. (Endpoints ?? []).Select(EndpointCode.From)],
        };
        var isEmpty = fault.Regions.IsEmpty && fault.Pools.IsEmpty && fault.Endpoints.IsEmpty;
        _unknown = isEmpty || _played is null ? [] : [.. fault.FindUnknown(_played.Document)];
        _simulation = isEmpty || _played is null || _unknown.Count > 0 ? null : Simulation.Play(_played, fault);
    }

    private void Run() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/simulate", new Dictionary<string, object?>
    {
        ["down"] = _regions.Order().ToArray(),
        ["pool"] = _pools.Order().ToArray(),
        ["endpoint"] = _endpoints.Order().ToArray(),
    }));

    private void Clear() => Navigation.NavigateTo("/simulate");

    private bool IsPicked(Pool pool) => pool.Endpoints.Any(endpoint => _endpoints.Contains(endpoint.Code.Value));

    private static void Toggle(HashSet<string> picked, string code, ChangeEventArgs change)
    {
        if (change.Value is true) picked.Add(code);
        else picked.Remove(code);
    }

    private static void Set(HashSet<string> picked, string[]? codes)
    {
        picked.Clear();
        picked.UnionWith(codes ?? []);
    }
}
