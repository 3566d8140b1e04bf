using System.Collections.Immutable;
using GlobalLb.Dns.Names;
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
        if (snapshot.SteeredNames.FirstOrDefault(known => known.Name == name) is not { } steered) return null;
        var choice = Chooser.Choose(steered, snapshot, client, isIPv4, draw, new Trace());
        var answered = new List<CompiledEndpoint>();
        for (var lineup = new Lineup(choice, snapshot, draw); lineup.TryNext(out var index);) answered.Add(snapshot.Endpoints[index]);
        return new Explanation
        {
            Name = name.ToString(),
            Client = $"{client.Address}, {client.Place}",
            Version = snapshot.Version,
            Endpoints = [.. answered.Select(endpoint => endpoint.Code)],
            Addresses = [.. answered.Select(endpoint => endpoint.Address.ToString())],
            Region = RegionOf(choice, snapshot),
            Ttl = steered.Policy.Ttl,
            Scope = choice.Scope,
            IsFallback = choice.IsFallback,
            Steps = [.. choice.Why!.Steps],
        };
    }

    /// <summary>The region of a choice; null when it has several, or is nothing.</summary>
    public static RegionCode? RegionOf(in Choice choice, Snapshot snapshot)
    {
        RegionCode? region = null;
        foreach (var endpoint in Answered(choice, snapshot))
        {
            if (region is { } known && known != endpoint.Region.Code) return null;
            region = endpoint.Region.Code;
        }

        return region;
    }

    /// <summary>The endpoints a choice may answer, in the order they were written.</summary>
    public static ImmutableArray<CompiledEndpoint> Answered(Choice choice, Snapshot snapshot)
    {
        var standing = Enumerable.Range(0, choice.CandidateCount).Select(choice.Candidate)
            .Where(index => snapshot.Standings[index] >= choice.Threshold).Select(index => snapshot.Endpoints[index]).ToList();
        return standing.Any(endpoint => endpoint.Weight > 0) ? [.. standing.Where(endpoint => endpoint.Weight > 0)] : [.. standing];
    }
}
