using System.Collections.Immutable;
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

    /// <inheritdoc/>
    protected override void OnParametersSet() => Check();

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (_version != Now.Version) Check();
        return Task.CompletedTask;
    }

    private void Check() => (_version, _findings, _lints) = (Now.Version, ExpectationCheck.Find(Now.Document, Clock.GetUtcNow()), Lints.Find(Now.Document));

    private static string Tone(bool? holds) => holds switch { true => "good", false => "bad", _ => "idle" };

    private static string Word(bool? holds) => holds switch { true => "holds", false => "does not hold", _ => "cannot be said" };
}
