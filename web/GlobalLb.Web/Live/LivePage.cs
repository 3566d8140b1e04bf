using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Live;

/// <summary>A page or part that shows the present and renders itself again when that changes.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    [Inject]
    private LiveView Live { get; set; } = null!;

    /// <summary>The clock that "ago" and "left" are counted by.</summary>
    [Inject]
    private protected TimeProvider Clock { get; set; } = null!;

    private protected LiveState Now => Live.State;

    /// <inheritdoc/>
    protected override void OnInitialized() => Live.Changed += OnChanged;

    /// <summary>Called before rendering when the present changed, for what must be read anew.</summary>
    protected virtual Task OnLiveAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops following.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
        if (isDisposing) Live.Changed -= OnChanged;
    }

    // What goes wrong in there is the renderer's to report; the follower must not wait for a slow browser.
    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        await OnLiveAsync();
        StateHasChanged();
    });
}
