using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Whom an answer is for, as far as steering may know.</summary>
/// <param name="Address">The client's network when the resolver told it (RFC 7871), else the resolver.</param>
/// <param name="Place">Where that is.</param>
/// <param name="PlaceLength">For how wide a block around the address the place is the same, in bits.</param>
public readonly record struct Client(ClientAddress Address, Place Place, int PlaceLength)
{
    /// <summary>A client at an address, placed by a snapshot.</summary>
    public static Client At(ClientAddress address, Snapshot snapshot)
    {
        var place = snapshot.FindPlace(address, out var length);
        return new Client(address, place, length);
    }
}
