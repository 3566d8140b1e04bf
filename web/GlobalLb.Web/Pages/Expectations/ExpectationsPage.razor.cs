using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Expectations;

/// <summary>Shows what is expected and whether it comes true; adds, changes and removes it.</summary>
public sealed partial class ExpectationsPage : FormPage
{
    private ExpectationForm _form = new();

    /// <summary>The number of the expectation that is edited, from 0; <c>new</c>: another one; null: none.</summary>
    [SupplyParameterFromQuery(Name = "edit")]
    public string? Edited { get; set; }

    /// <inheritdoc/>
    protected override string Key => Edited ?? "";

    private bool IsNew => Edited == "new";

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (Edited is null || Now.Configuration is null) return false;
        if (IsNew) _form = new ExpectationForm { Name = Now.Document.Zones.SelectMany(zone => zone.SteeredNames).FirstOrDefault()?.Name.ToHostName() ?? "" };
        else if (int.TryParse(Edited, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < Now.Document.Expectations.Length)
            _form = ExpectationForm.Of(Now.Document.Expectations[index]);
        else return false;
        return true;
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var expectation = _form.Read(problems);
        if (await SaveAsync(problems, $"{(IsNew ? "expect" : "expect instead")} {expectation}", Change.Put(_form.Written, expectation))) Navigation.NavigateTo("/expectations");
    }

    private async Task RemoveAsync(Expectation expectation)
    {
        if (await ConfirmDialog.AskAsync(
            Dialogs, "Remove this expectation?", $"“{expectation}” is no longer asked for: an edit that breaks it is accepted.", "Remove expectation", Now.Version,
            version => Desk.ApplyAsync(version, $"no longer expect {expectation}", Change.Remove(expectation))))
            Navigation.NavigateTo("/expectations");
    }
}
