using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace GlobalLb.Vantage.Guarding;

/// <summary>
/// Says which addresses probes may go to, so that who may write a configuration cannot make this machine speak to what only it
/// can reach. Public addresses are free; what is special is refused unless the administrator allowed it where the program was
/// started; a few are refused whatever was allowed. An address that carries another is judged by that one.
/// </summary>
/// <param name="allowed">What the administrator allowed.</param>
/// <param name="option">By which option, which is named to who is refused; the usual one allows probes.</param>
public sealed class AddressGuard(ImmutableArray<IPNetwork> allowed, string option = AddressGuard.Probes)
{
    private const string Probes = "--probe-allow";

    /// <summary>Allows public addresses only.</summary>
    public static AddressGuard PublicOnly { get; } = new([]);

    /// <summary>Why an address is not probed, as a sentence; null: it may be.</summary>
    /// <param name="address">The address a connection would really go to.</param>
    public string? Refusal(IPAddress address)
    {
        // A form that nobody can misread: what an address carries counts, and it counts alone.
        var real = Unwrapped(address);
        var said = real.Equals(address) ? $"{address}" : $"{address}, which is {real},";
        foreach (var never in SpecialAddresses.Never)
            if (never.Holds(real)) return $"{said} is {never.What}, and such addresses are never {(option == Probes ? "probed" : "sent to")}";
        // Both forms are asked: one who allows a prefix of wrapped addresses means what is in it.
        foreach (var prefix in allowed)
            if (prefix.Contains(real) || (prefix.BaseAddress.AddressFamily == address.AddressFamily && prefix.Contains(address))) return null;
        foreach (var special in SpecialAddresses.UnlessAllowed)
            if (special.Holds(real)) return $"{said} is {special.What}; to {(option == Probes ? "probe it, start this vantage" : "send there, start Control")} with {option} {special.Prefix} or a part of it";
        return null;
    }

    // IPv4-mapped, IPv4-compatible, NAT64, 6to4 and Teredo; each may carry what itself carries none.
    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out _);
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (octets.StartsWith(SpecialAddresses.Nat64)) return new IPAddress(octets[12..]);
        if (octets.StartsWith(SpecialAddresses.SixToFour)) return new IPAddress(octets[2..6]);
        // The client's address, its bits turned over (RFC 4380 §4).
        if (octets.StartsWith(SpecialAddresses.Teredo)) return new IPAddress((long)BinaryPrimitives.ReadUInt32LittleEndian(octets[12..]) ^ uint.MaxValue);
        var isCompatible = !octets[..12].ContainsAnyExcept((byte)0) && BinaryPrimitives.ReadUInt32BigEndian(octets[12..]) > 1;
        return isCompatible ? new IPAddress(octets[12..]) : address;
    }
}
