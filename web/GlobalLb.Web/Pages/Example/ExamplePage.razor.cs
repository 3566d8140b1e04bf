using GlobalLb.Store.People;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace GlobalLb.Web.Pages.Example;

/// <summary>Makes the endpoints of the living example sick and well.</summary>
public sealed partial class ExamplePage : LivePage
{
    private ISimulatedEndpoints? _endpoints;
    private string? _problem;

    [Inject]
    private IServiceProvider Parts { get; set; } = null!;

    [Inject]
    private Sessions Sessions { get; set; } = null!;

    [Inject]
    private AuthenticationStateProvider Authentication { get; set; } = null!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _endpoints = Parts.GetService<ISimulatedEndpoints>();
        if (_endpoints is not null) _endpoints.Changed += OnChanged;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        if (isDisposing && _endpoints is not null) _endpoints.Changed -= OnChanged;
    }

    private async Task SetAsync(SimulatedEndpoint endpoint, bool isSick)
    {
        try
        {
            var person = await Sessions.FindNowAsync((await Authentication.GetAuthenticationStateAsync()).User);
            _problem = person is { Role: >= Role.Operator } ? null : "You may look, not change.";
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            // Playing with the example must work without the database too: that failover goes on is what it shows.
            _problem = null;
        }

        if (_problem is null) _endpoints!.SetSick(endpoint.Endpoint, isSick);
    }

    private void OnChanged() => _ = InvokeAsync(StateHasChanged);
}
