using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>A policy while it is edited: trees never change, so each step puts another in its place and can be taken back.</summary>
/// <param name="root">The tree to begin with.</param>
public sealed class PolicyDraft(PolicyNode root)
{
    private readonly Stack<PolicyNode> _before = [];
    private readonly Dictionary<object, Problem> _unread = [];

    /// <summary>The tree as it is now.</summary>
    public PolicyNode Root { get; private set; } = root;

    /// <summary>Whether there is a step to take back.</summary>
    public bool CanUndo => _before.Count > 0;

    /// <summary>A step: the tree is another now.</summary>
    public void Put(PolicyNode changed)
    {
        if (ReferenceEquals(changed, Root)) return;
        _before.Push(Root);
        Root = changed;
    }

    /// <summary>Takes the last step back.</summary>
    public void Undo()
    {
        if (_before.TryPop(out var before)) Root = before;
    }

    /// <summary>What is typed in a field cannot be read, so the tree does not have it; null: it can again, or the field is gone.</summary>
    public void Say(object field, Problem? problem)
    {
        if (problem is null) _unread.Remove(field);
        else _unread[field] = problem;
    }

    /// <summary>The tree; what is typed and cannot be read is added to <paramref name="problems"/>.</summary>
    /// <param name="path">Where the tree stands.</param>
    /// <param name="problems">Where problems go.</param>
    public PolicyNode Read(string path, List<Problem> problems)
    {
        problems.AddRange(_unread.Values.Select(problem => problem with { Path = path + problem.Path }));
        return Root;
    }
}
