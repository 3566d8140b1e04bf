using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>Adds a pool, or changes and removes one.</summary>
public sealed partial class PoolPage : FormPage
{
    private PoolForm _form = new();
    private JudgingForm _judging = new();

    /// <summary>The pool's code; null: a new one.</summary>
    [Parameter]
    public string? Code { get; set; }

    /// <summary>The region a new pool begins with.</summary>
    [SupplyParameterFromQuery]
    public string? Region { get; set; }

    /// <inheritdoc/>
    protected override string Key => Code ?? "";

    private bool IsNew => Code is null;

    /// <inheritdoc/>
    protected override bool Fill()
    {
        if (IsNew)
        {
            _form = new PoolForm { Region = Region ?? "" };
            _form.Endpoints.Add(new EndpointForm());
            _judging = new JudgingForm();
            return true;
        }

        if (Now.Document.FindPool(new PoolCode(Code!)) is not { } pool) return false;
        _form = PoolForm.Of(pool);
        _judging = JudgingForm.Of(pool);
        return true;
    }

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var pool = _judging.Read(_form.Read(problems), problems);
        var before = Now.Document.FindPool(pool.Code);
        if (IsNew && before is not null) problems.Add(new Problem("code", $"there is a pool '{pool.Code}' already; choose another code"));
        if (await SaveAsync(problems, PoolComment.Of(before, pool), Change.Put(pool)) && IsNew) Navigation.NavigateTo($"/pools/{pool.Code}");
    }

    private async Task RemoveAsync()
    {
        var code = new PoolCode(Code!);
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {code}?", "The pool and its endpoints are removed from the configuration. No policy may use it any more.", "Remove pool", Now.Version,
            version => Desk.ApplyAsync(version, $"remove pool {code}", Change.Remove(code))))
            Navigation.NavigateTo("/pools");
    }
}
