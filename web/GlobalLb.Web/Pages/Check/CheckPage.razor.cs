using System.Collections.Immutable;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;

namespace GlobalLb.Web.Pages.Check;

/// <summary>Expectations and warnings of the newest version.</summary>
public sealed partial class CheckPage : LivePage
{
    private ImmutableArray<ExpectationFinding> _findings = [];
    private ImmutableArray<Lint> _lints = [];
    private long _version = -1;
    private PlaceTable? _places;

    /// <inheritdoc/>
    protected override void OnParametersSet() => Check();

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (_version != Now.Version || _places != Now.Places) Check();
        return Task.CompletedTask;
    }

    private void Check()
    {
        (_version, _places) = (Now.Version, Now.Places);
        (_findings, _lints) = (ExpectationCheck.Find(Now.Document, Clock.GetUtcNow(), _places), Lints.Find(Now.Document));
    }

    private static string Tone(bool? holds) => holds switch { true => "good", false => "bad", _ => "idle" };

    private static string Word(bool? holds) => holds switch { true => "holds", false => "does not hold", _ => "cannot be said" };
}
