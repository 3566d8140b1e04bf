using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>How the endpoints of a pool are judged.</summary>
/// <param name="Probes">Its probes, the main one first.</param>
/// <param name="QuorumOfProbes">How many of the probes that count must pass.</param>
/// <param name="Quorum">How many vantages must find an endpoint down.</param>
/// <param name="WithoutVantages">What an endpoint counts as while nobody reports on it.</param>
public sealed record PoolRule(ImmutableArray<ProbeRule> Probes, int QuorumOfProbes, Quorum Quorum, SilenceMeaning WithoutVantages);
