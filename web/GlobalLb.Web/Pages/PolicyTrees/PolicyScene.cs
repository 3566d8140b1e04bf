using System.Collections.Immutable;
using System.Text.RegularExpressions;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>What every part of a tree's editor sees.</summary>
/// <param name="Draft">The tree.</param>
/// <param name="Document">Where its pools, regions and named policies are found.</param>
/// <param name="Problems">What is wrong with the tree; paths begin at its root, which is empty.</param>
/// <param name="Clock">For what begins now.</param>
public sealed partial record PolicyScene(PolicyDraft Draft, ConfigurationDocument Document, ImmutableArray<Problem> Problems, TimeProvider Clock)
{
    /// <summary>What is wrong with a node itself, with paths that begin at the node: what is wrong below is said there.</summary>
    public IEnumerable<Problem> OfNode(string path) => Below(path, ChildOfNode());

    /// <summary>What is wrong with what a branch says of its child.</summary>
    public IEnumerable<Problem> OfBranch(string path) => Below(path, ChildOfBranch());

    /// <summary>A new leaf: of a pool that these nodes do not reach yet, if there is one.</summary>
    public PoolNode Spare(IEnumerable<PolicyNode> besides)
    {
        var used = besides.SelectMany(node => node.AndAllBelow()).OfType<PoolNode>().Select(leaf => leaf.Pool).ToHashSet();
        var pool = Document.Pools.FirstOrDefault(pool => !used.Contains(pool.Code)) ?? Document.Pools.FirstOrDefault();
        return new PoolNode { Pool = pool?.Code ?? new PoolCode("") };
    }

    private IEnumerable<Problem> Below(string path, Regex children) => Problems
        .Where(problem => problem.Path.StartsWith(path, StringComparison.Ordinal))
        .Select(problem => problem with { Path = problem.Path[path.Length..] })
        .Where(problem => problem.Path is "" or ['.' or '[', ..] && !children.IsMatch(problem.Path))
        .Select(problem => problem with { Path = problem.Path.TrimStart('.') });

    [GeneratedRegex(@"^\.(?:(?:order|children|branches|windows|exceptions)\[\d+\]|from|to|otherwise)(?:[.\[]|$)")]
    private static partial Regex ChildOfNode();

    [GeneratedRegex(@"^\.node(?:[.\[]|$)")]
    private static partial Regex ChildOfBranch();
}
