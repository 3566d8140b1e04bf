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

    /// <summary>Explains the answer of a steered name that was found.</summary>
    internal static Explanation Explain(Snapshot snapshot, CompiledName steered, Client client, bool isIPv4, ulong draw)
    {
        var choice = Chooser.Choose(steered, snapshot, client, isIPv4, draw, new Trace());
        var answered = new List<CompiledEndpoint>();
        for (var lineup = new Lineup(choice, draw); lineup.TryNext(out var index, out _);) answered.Add(snapshot.Endpoints[index]);
        return new Explanation
        {
            Name = steered.Name.ToString(),
            Client = $"{client.Address}, {client.PlaceIn(snapshot)}",
            Version = snapshot.Version,
            Endpoints = [.. answered.Select(endpoint => endpoint.Code)],
            Addresses = [.. answered.Select(endpoint => endpoint.Address.ToString())],
            Records = choice.RecordsIndex < 0 ? [] : [.. snapshot.RecordLeaves.Texts(choice.RecordsIndex, isIPv4 ? RecordType.A : RecordType.AAAA)],
            Region = RegionOf(choice),
            Ttl = snapshot.TtlOf(steered.Policy),
            Scope = choice.Scope,
            IsFallback = choice.IsFallback,
            Steps = [.. choice.Why!.Steps],
        };
    }

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
