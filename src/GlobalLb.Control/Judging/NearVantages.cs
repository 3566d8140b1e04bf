using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Judging;

/// <summary>Vantages near a region, whose word counts for clients near them first.</summary>
/// <param name="Region">The region.</param>
/// <param name="Vantages">What they are called.</param>
internal readonly record struct NearVantages(RegionCode Region, ImmutableArray<string> Vantages);
