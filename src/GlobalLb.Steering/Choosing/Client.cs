using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Messages;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Choosing;

/// <summary>Whom an answer is for, as far as steering may know.</summary>
/// <param name="Address">The client's network when the resolver told it (RFC 7871), else the resolver.</param>
/// <param name="Place">Where the client is imagined to be, wherever its address is; null: where its address is.</param>
/// <param name="IsMany">Whether it stands for many clients who are alike: chance draws where the network of one would.</param>
public readonly record struct Client(ClientAddress Address, Place? Place = null, bool IsMany = false)
{
    private readonly ClientAddress _address = Address;

    /// <summary>The client's network when the resolver told it (RFC 7871), else the resolver.</summary>
    public ClientAddress Address
    {
        get => _address;
        init => _address = value;
    }

    /// <summary>Where the address stands, for those who do not copy it.</summary>
    [UnscopedRef]
    internal ref readonly ClientAddress AddressInPlace => ref _address;

    /// <summary>A client imagined somewhere, who has no address that matters.</summary>
    public static Client Imagine(Place place) => new(new ClientAddress(0, true), place, IsMany: true);

    /// <summary>Where the client is, for people.</summary>
    public Place PlaceIn(Snapshot snapshot) => Place ?? snapshot.FindPlace(Address, out _);
}
