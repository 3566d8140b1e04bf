using System.Collections.Immutable;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Check;

/// <summary>Expectations and warnings of the newest version.</summary>
public sealed partial class CheckPage : LivePage
{
    private ImmutableArray<Lint> _lints = [];
    private long _version = -1;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Check();

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (_version != Now.Version) Check();
        return Task.CompletedTask;
    }

    private void Check() => (_version, _lints) = (Now.Version, Lints.Find(Now.Document).AddRange(MaintenanceLints.Find(Now.Document, Clock.GetUtcNow())));
}
