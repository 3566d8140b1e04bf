using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;
using Microsoft.AspNetCore.Components;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>Edits one node of a policy and, below it, its children; it ends at <see cref="PolicyNode.MaxDepth"/> like every valid tree.</summary>
public sealed partial class PolicyEditor : ComponentBase
{
    /// <summary>The node.</summary>
    [Parameter, EditorRequired]
    public PolicyForm Node { get; set; } = null!;

    /// <summary>The pools a leaf can be.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<Pool> Pools { get; set; }

    /// <summary>How deep the node stands, from 1.</summary>
    [Parameter, EditorRequired]
    public int Depth { get; set; }

    private bool CanBranch => Depth < PolicyNode.MaxDepth;

    private string Meaning => Node.Kind switch
    {
        PolicyKind.Failover => "the first that is available, in this order",
        PolicyKind.Weighted => "one that is available, drawn by weight",
        _ => "the one whose place fits the client best",
    };

    private void Turn(ChangeEventArgs change)
    {
        if (Enum.TryParse<PolicyKind>(change.Value as string, out var kind)) Node.TurnInto(kind);
    }

    private void Add() => Node.Branches.Add(new PolicyBranchForm { Node = PolicyForm.Leaf(Unused) });

    private void Swap(int i, int j) => (Node.Branches[i], Node.Branches[j]) = (Node.Branches[j], Node.Branches[i]);

    // What is likely wanted next: a pool that this node does not name yet.
    private string Unused =>
        (Pools.FirstOrDefault(pool => Node.Branches.All(branch => branch.Node.Pool != pool.Code.Value)) ?? Pools.FirstOrDefault())?.Code.Value ?? "";

    private string Share(PolicyBranchForm branch)
    {
        var sum = Node.Branches.Sum(each => (long)Math.Max(0, each.Weight));
        return sum == 0 ? "0 %" : $"{100.0 * Math.Max(0, branch.Weight) / sum:0.#} %";
    }
}
