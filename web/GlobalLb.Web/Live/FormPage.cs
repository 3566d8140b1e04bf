using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace GlobalLb.Web.Live;

/// <summary>
/// A page with a form: filled once from the newest version and then left to the person typing, whatever others change meanwhile;
/// the store refuses what was typed over an older version.
/// </summary>
public abstract class FormPage : LivePage
{
    private string? _filledFor;

    /// <summary>Whether the form holds the thing of the page's address.</summary>
    protected bool IsFilled { get; private set; }

    /// <summary>What became of saving.</summary>
    protected EditState Edit { get; } = new();

    /// <summary>Tells one thing's page from another's.</summary>
    protected abstract string Key { get; }

    [Inject]
    private protected DialogService Dialogs { get; set; } = null!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private protected EditDesk Desk { get; set; } = null!;

    /// <summary>Fills the form from the newest version; false when the thing is not in it.</summary>
    protected abstract bool Fill();

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_filledFor != Key) Refill();
    }

    /// <inheritdoc/>
    protected override Task OnLiveAsync()
    {
        if (!IsFilled) Refill();
        return Task.CompletedTask;
    }

    /// <summary>Fills the form again, dropping what was typed.</summary>
    protected void Refill()
    {
        _filledFor = Key;
        IsFilled = Fill();
        if (IsFilled) Edit.Load(Now.Version);
    }

    /// <summary>Saves, and says whether it is done.</summary>
    /// <param name="problems">What was found wrong while the form was read; any of them stops here.</param>
    /// <param name="comment">What the list of versions will say.</param>
    /// <param name="change">Makes the new document.</param>
    protected async Task<bool> SaveAsync(List<Problem> problems, string comment, Func<ConfigurationDocument, ConfigurationDocument> change)
    {
        if (problems.Count > 0)
        {
            Edit.Refuse(problems);
            return false;
        }

        Edit.IsBusy = true;
        var outcome = await Desk.ApplyAsync(Edit.Version, comment, change);
        Edit.IsBusy = false;
        if (outcome is EditOutcome.Accepted) Refill();
        Edit.Take(outcome);
        return Edit.IsDone;
    }
}
