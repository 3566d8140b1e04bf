using GlobalLb.Steering.Configuration;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>Edits what one kind of node has of its own, and its children through <see cref="PolicyEditor"/>.</summary>
/// <typeparam name="TNode">The kind.</typeparam>
public abstract class PolicyPart<TNode> : ComponentBase
    where TNode : PolicyNode
{
    /// <summary>The node.</summary>
    [Parameter, EditorRequired]
    public TNode Node { get; set; } = null!;

    /// <summary>Where it stands below the root.</summary>
    [Parameter, EditorRequired]
    public string Path { get; set; } = "";

    /// <summary>How deep it stands, from 1.</summary>
    [Parameter, EditorRequired]
    public int Depth { get; set; }

    /// <summary>Puts another node in its place.</summary>
    [Parameter, EditorRequired]
    public EventCallback<PolicyNode> Changed { get; set; }

    /// <summary>What all parts see.</summary>
    [CascadingParameter]
    public PolicyScene Scene { get; set; } = null!;

    /// <summary>Puts another node in the place of this one.</summary>
    protected Task Set(TNode node) => Changed.InvokeAsync(node);
}
