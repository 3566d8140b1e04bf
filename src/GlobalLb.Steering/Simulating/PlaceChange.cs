using System.Collections.Immutable;
using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Simulating;

/// <summary>Clients who would be answered from elsewhere by another database of places.</summary>
/// <param name="Names">The steered names at which they would.</param>
/// <param name="Of">What kind of clients: <c>IPv4</c>, <c>IPv6</c> or <c>observed</c>.</param>
/// <param name="From">The country that they are in now, by its code; of no country, the continent or the autonomous system, or <c>nowhere</c>.</param>
/// <param name="To">The one they would be in.</param>
/// <param name="Before">Where they are sent now, largest share first.</param>
/// <param name="After">Where they would be sent.</param>
/// <param name="Part">Which part of the clients of their kind they are, 0 to 1.</param>
/// <param name="Examples">The widest prefixes of them, or whom was observed.</param>
public sealed record PlaceChange(
    ImmutableArray<DomainName> Names, string Of, string From, string To, ImmutableArray<Share> Before, ImmutableArray<Share> After, double Part, ImmutableArray<PlaceExample> Examples)
{
    /// <summary>Which part of their queries would be answered from another pool, 0 to 1.</summary>
    public double Moved => new Move(Names[0], "", Before, After).Moved;
}
