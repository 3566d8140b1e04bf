using System.Collections.Immutable;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>
/// What the whole configuration's validation says of one policy that is being edited: it is asked about a document that has, beside
/// regions, pools and policies, nothing else, so that it costs little in a large one.
/// </summary>
internal static class TreeProblems
{
    /// <summary>What is wrong with a named policy; paths begin at its tree.</summary>
    public static ImmutableArray<Problem> Find(ConfigurationDocument document, NamedPolicy policy, DateTimeOffset now)
    {
        var others = document.Policies.RemoveAll(known => known.Name == policy.Name);
        var root = $"policies[{policy.Name}].node";
        // Of a loop, validation may name any policy that it goes through; those stored are without one.
        return
        [
            .. ConfigurationValidation.Check(Bare(document) with { Policies = others.Add(policy) }, now)
                .Where(problem => problem.Path != $"policies[{policy.Name}].name")
                .Select(problem => problem with { Path = Below(problem.Path, root) ?? "" }),
        ];
    }

    /// <summary>What is wrong with a steered name; paths begin at the name, such as <c>ttl</c> or <c>policy.order[0].pool</c>.</summary>
    public static ImmutableArray<Problem> Find(ConfigurationDocument document, Zone zone, SteeredName name, DateTimeOffset now)
    {
        var alone = zone with
        {
            SteeredNames = [name],
            Records = [.. zone.Records.Where(record => record.Name == name.Name || (record.Name == zone.Name && record.Type == RecordType.NS))],
        };
        var root = $"zones[{zone.Name}].steeredNames[{name.Name}]";
        return
        [
            .. ConfigurationValidation.Check(Bare(document) with { Zones = [alone] }, now)
                .Select(problem => problem with { Path = Below(problem.Path, root)?.TrimStart('.') ?? "" }),
        ];
    }

    /// <summary>The problems of a part, with paths that begin at the part.</summary>
    public static ImmutableArray<Problem> Below(ImmutableArray<Problem> problems, string part) =>
        [.. problems.Where(problem => Below(problem.Path, part) is not null).Select(problem => problem with { Path = Below(problem.Path, part)! })];

    private static string? Below(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] is '.' or '[') ? path[root.Length..] : null;

    private static ConfigurationDocument Bare(ConfigurationDocument document) =>
        document with { Zones = [], Places = [], Latencies = [], Expectations = [], ExplainTo = [] };
}
