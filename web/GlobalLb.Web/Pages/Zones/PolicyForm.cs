using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Zones;

/// <summary>
/// One node of a policy while it is edited. It keeps what every kind needs, so that trying another kind loses nothing.
/// Trees come from valid documents or from the editor, and both end at <see cref="PolicyNode.MaxDepth"/>.
/// </summary>
public sealed class PolicyForm
{
    /// <summary>The kind.</summary>
    public PolicyKind Kind { get; set; }

    /// <summary>The pool of a leaf.</summary>
    public string Pool { get; set; } = "";

    /// <summary>The children of any other kind.</summary>
    public List<PolicyBranchForm> Branches { get; } = [];

    /// <summary>For whom no place of a geographic node fits.</summary>
    public PolicyForm? Otherwise { get; set; }

    /// <summary>The node as it was written: what the form does not edit of it is kept. Null: it was made in the editor.</summary>
    public PolicyNode? Written { get; private init; }

    /// <summary>Whether it was written as a kind that is not edited here.</summary>
    public bool WasOther => Written is not (null or PoolNode or FailoverNode or WeightedNode or GeographicNode);

    /// <summary>What is kept as it was written, in words; empty: the form edits all there is.</summary>
    public string Kept
    {
        get
        {
            if (Kind == PolicyKind.Other) return Written is null ? "" : JsonSerializer.Serialize(Written, ConfigurationJson.Options);
            List<string> kept = [];
            if (Written?.Minimum is { } minimum) kept.Add($"at least {minimum}");
            if (Kind == PolicyKind.Pool && Written is PoolNode { Most: { } most }) kept.Add($"at most {most}");
            if (Kind == PolicyKind.Failover && Written is FailoverNode { Trickle: > 0 and var trickle }) kept.Add($"{trickle} % to the next");
            if (Kind == PolicyKind.Weighted && Written is WeightedNode { IsSticky: true }) kept.Add("sticky");
            return string.Join(", ", kept);
        }
    }

    /// <summary>A leaf.</summary>
    public static PolicyForm Leaf(string pool) => new() { Pool = pool };

    /// <summary>Fills a form.</summary>
    public static PolicyForm Of(PolicyNode node)
    {
        var form = new PolicyForm { Written = node };
        switch (node)
        {
            case PoolNode pool:
                form.Pool = pool.Pool.Value;
                break;
            case FailoverNode failover:
                form.Kind = PolicyKind.Failover;
                form.Branches.AddRange(failover.Order.Select(child => new PolicyBranchForm { Node = Of(child) }));
                break;
            case WeightedNode weighted:
                form.Kind = PolicyKind.Weighted;
                form.Branches.AddRange(weighted.Branches.Select(branch => new PolicyBranchForm { Weight = branch.Weight, Node = Of(branch.Node) }));
                break;
            case GeographicNode geographic:
                form.Kind = PolicyKind.Geographic;
                form.Branches.AddRange(geographic.Branches.Select(branch => new PolicyBranchForm { Places = string.Join(", ", branch.Places), Node = Of(branch.Node) }));
                form.Otherwise = Of(geographic.Otherwise);
                break;
            default:
                form.Kind = PolicyKind.Other;
                break;
        }

        return form;
    }

    /// <summary>Makes the node another kind, keeping the children it has or beginning with what it was.</summary>
    public void TurnInto(PolicyKind kind)
    {
        if (kind != PolicyKind.Pool && Branches.Count == 0) Branches.Add(new PolicyBranchForm { Node = Leaf(Pool) });
        if (kind == PolicyKind.Geographic) Otherwise ??= Leaf(Branches[0].Node.FirstPool);
        if (kind == PolicyKind.Pool && Pool.Length == 0) Pool = FirstPool;
        Kind = kind;
    }

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public PolicyNode Read(string path, List<Problem> problems) => Kind switch
    {
        PolicyKind.Failover => AsWritten<FailoverNode>() with { Order = [.. Branches.Select((branch, i) => branch.Node.Read($"{path}.order[{i}]", problems))] },
        PolicyKind.Weighted => AsWritten<WeightedNode>() with { Branches = [.. Branches.Select((branch, i) => new WeightedBranch(branch.Weight, branch.Node.Read($"{path}.branches[{i}].node", problems)))] },
        PolicyKind.Geographic => (Written as GeographicNode ?? new GeographicNode { Otherwise = new PoolNode { Pool = default }, Minimum = Written?.Minimum }) with
        {
            Branches = [.. Branches.Select((branch, i) => new GeographicBranch(branch.ReadPlaces($"{path}.branches[{i}].places", problems), branch.Node.Read($"{path}.branches[{i}].node", problems)))],
            Otherwise = (Otherwise ?? Leaf("")).Read($"{path}.otherwise", problems),
        },
        PolicyKind.Other when Written is { } other => other,
        _ => (Written as PoolNode ?? new PoolNode { Pool = default, Minimum = Written?.Minimum }) with { Pool = new PoolCode(Pool) },
    };

    // What the form does not edit; a minimum goes with the node, whatever its kind becomes.
    private TNode AsWritten<TNode>()
        where TNode : PolicyNode, new() => Written as TNode ?? new TNode { Minimum = Written?.Minimum };

    private string FirstPool => Kind == PolicyKind.Pool || Branches.Count == 0 ? Pool : Branches[0].Node.FirstPool;
}
