using System.Collections.Immutable;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Asks the evaluator the way a query does, and writes down why it chose.</summary>
public static class Explainer
{
    /// <summary>Explains the answer of a steered name.</summary>
    /// <param name="snapshot">The snapshot to ask.</param>
    /// <param name="name">The name.</param>
    /// <param name="client">Whom the answer would be for.</param>
    /// <param name="isIPv4">Whether A is asked; otherwise AAAA.</param>
    /// <param name="draw">The chance of the query.</param>
    /// <returns>Null when there is no such steered name.</returns>
    public static Explanation? Explain(Snapshot snapshot, DomainName name, Client client, bool isIPv4, ulong draw)
    {
        return snapshot.SteeredNames.Find(name) is { } steered ? Explain(snapshot, steered, client, isIPv4, draw) : null;
    }

    /// <summary>Explains the answer of a policy, at the name it was asked with.</summary>
    /// <param name="snapshot">The snapshot to ask.</param>
    /// <param name="steered">The name and its policy.</param>
    /// <param name="client">Whom the answer would be for.</param>
    /// <param name="isIPv4">Whether A is asked; otherwise AAAA.</param>
    /// <param name="draw">The chance of the query.</param>
    public static Explanation Explain(Snapshot snapshot, CompiledName steered, Client client, bool isIPv4, ulong draw) =>
        Explain(snapshot, steered, client, isIPv4 ? RecordType.A : RecordType.AAAA, draw);

    /// <summary>Explains what a policy picks for a type; for one that it never answers itself: whether the name is an alias.</summary>
    internal static Explanation Explain(Snapshot snapshot, CompiledName steered, Client client, RecordType type, ulong draw)
    {
        var asked = SteeredType.Of(type) is not SteeredTypes.None and var known ? known : SteeredTypes.Cname;
        var choice = Chooser.Choose(steered.Policy, snapshot, client, asked, draw, new Trace());
        var answered = new List<CompiledEndpoint>();
        for (var lineup = new Lineup(choice, draw); lineup.TryNext(out var index, out _);) answered.Add(snapshot.Endpoints[index]);
        return new Explanation
        {
            Name = steered.Name.ToString(),
            Client = $"{client.Address}, {client.PlaceIn(snapshot)}",
            Version = snapshot.Version,
            Endpoints = [.. answered.Select(endpoint => endpoint.Code)],
            Addresses = [.. answered.Select(endpoint => endpoint.Address.ToString())],
            Records = choice.RecordsIndex < 0 ? [] : [.. snapshot.RecordLeaves.Texts(choice.RecordsIndex, type)],
            Region = RegionOf(choice),
            Ttl = snapshot.TtlOf(steered.Policy),
            TtlReason = TtlReasonOf(snapshot, steered.Policy),
            Scope = choice.Scope,
            ScopeReason = ScopeReasonOf(client, choice.Scope),
            IsFallback = choice.IsFallback,
            IsFailure = choice.IsFailure,
            Steps = [.. choice.Why!.Steps],
        };
    }

    /// <summary>Why a scope is what it is.</summary>
    internal static string ScopeReasonOf(in Client client, int scope) => scope == 0
        ? "nothing on the way asked where the client is"
        : $"what was asked on the way depends on where the client is, and all in {client.Address.Masked(scope)}/{scope} are in the same place for it";

    private static string TtlReasonOf(Snapshot snapshot, CompiledPolicy policy) =>
        policy.HasMore && policy.LeastTtl < policy.Ttl
            ? snapshot.TtlOf(policy) == policy.Ttl ? "nothing seems about to change: the longest of its range" : "something may change soon: the shortest of its range"
            : "it is written at the name";

    /// <summary>The region of a choice; null when it has several, or is nothing.</summary>
    public static RegionCode? RegionOf(in Choice choice)
    {
        RegionCode? region = null;
        foreach (var endpoint in Answered(choice))
        {
            if (region is { } known && known != endpoint.Region.Code) return null;
            region = endpoint.Region.Code;
        }

        return region;
    }

    /// <summary>The endpoints a choice may answer, in the order they were written.</summary>
    public static ImmutableArray<CompiledEndpoint> Answered(in Choice choice)
    {
        var snapshot = choice.Snapshot;
        var standing = new List<CompiledEndpoint>();
        for (var i = 0; i < Candidates.CountOf(choice); i++)
        {
            var index = Candidates.Find(choice, i, out _);
            if (choice.Answers(index)) standing.Add(snapshot.Endpoints[index]);
        }

        return standing.Exists(endpoint => endpoint.Weight > 0) ? [.. standing.Where(endpoint => endpoint.Weight > 0)] : [.. standing];
    }
}
