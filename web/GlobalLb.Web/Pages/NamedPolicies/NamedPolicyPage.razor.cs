using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.PolicyTrees;
using GlobalLb.Web.Parts;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.NamedPolicies;

/// <summary>Adds a named policy, or changes and removes one.</summary>
public sealed partial class NamedPolicyPage : FormPage
{
    private PolicyDraft? _draft;
    private ImmutableArray<Problem> _problems = [];
    private string _name = "";

    /// <summary>The policy's name; null: a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <inheritdoc/>
    protected override string Key => Name ?? "";

    private bool IsNew => Name is null;

    private PolicyName Code => new(Name ?? _name.Trim());

    /// <inheritdoc/>
    protected override bool Fill()
    {
        var node = IsNew ? Now.Document.Pools.Select(pool => new PoolNode { Pool = pool.Code }).FirstOrDefault() : Now.Document.FindPolicy(Code);
        _draft = node is null ? null : new PolicyDraft(node);
        Check();
        return _draft is not null;
    }

    /// <inheritdoc/>
    protected override async Task OnLiveAsync()
    {
        await base.OnLiveAsync();
        Check();
    }

    private void Check() => _problems = _draft is null ? [] : TreeProblems.Find(Now.Document, new NamedPolicy(Code, _draft.Root), Clock.GetUtcNow());

    private async Task SaveAsync()
    {
        var problems = new List<Problem>();
        var policy = new NamedPolicy(Code, _draft!.Read("node", problems));
        if (IsNew && Now.Document.FindPolicy(Code) is not null) problems.Add(new Problem("name", $"there is a policy '{Code}' already; choose another name"));
        if (await SaveAsync(problems, $"{(IsNew ? "add" : "change")} policy {Code}", Change.Put(policy)) && IsNew) Navigation.NavigateTo($"/policies/{Code}");
    }

    // Who uses it is asked by validation, with everything else: while somebody does, nothing is removed.
    private async Task RemoveAsync()
    {
        var code = Code;
        if (await ConfirmDialog.AskAsync(
            Dialogs, $"Remove {code}?", "The policy is removed from the configuration. Nobody may use it any more.", "Remove policy", Now.Version,
            version => Desk.ApplyAsync(version, $"remove policy {code}", Change.Remove(code))))
            Navigation.NavigateTo("/policies");
    }
}
