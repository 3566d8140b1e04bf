using System.Buffers.Binary;
using System.Net;

namespace GlobalLb.Dns.Messages;

/// <summary>
/// An IP address as a number, left-aligned in 128 bits, so that the first <c>n</c> bits of either family are the top
/// <c>n</c> bits of <see cref="Bits"/>. A value, never an allocation.
/// </summary>
/// <param name="Bits">The address; an IPv4 address fills the top 32 bits.</param>
/// <param name="IsIPv4">Whether the family is IPv4; an IPv4-mapped IPv6 address counts as IPv4.</param>
public readonly record struct ClientAddress(UInt128 Bits, bool IsIPv4)
{
    /// <summary>The number of bits an address of this family has: 32 or 128.</summary>
    public int Length => IsIPv4 ? 32 : 128;

    /// <summary>Takes an address in network order: 4 octets, or 16 (IPv4-mapped ones become IPv4).</summary>
    /// <exception cref="ArgumentException">Neither 4 nor 16 octets.</exception>
    public static ClientAddress Read(ReadOnlySpan<byte> octets)
    {
        if (octets.Length == 4) return FromIPv4(BinaryPrimitives.ReadUInt32BigEndian(octets));
        if (octets.Length != 16) throw new ArgumentException("an address has 4 or 16 octets", nameof(octets));
        ulong upper = BinaryPrimitives.ReadUInt64BigEndian(octets), lower = BinaryPrimitives.ReadUInt64BigEndian(octets[8..]);
        return upper == 0 && lower >> 32 == 0xFFFF ? FromIPv4((uint)lower) : new ClientAddress(new UInt128(upper, lower), false);
    }

    /// <summary>Takes an IPv4 address as a number.</summary>
    internal static ClientAddress FromIPv4(uint number) => new(new UInt128((ulong)number << 32, 0), true);

    /// <summary>Converts from the framework's address; allocates nothing.</summary>
    public static ClientAddress From(IPAddress address)
    {
        Span<byte> octets = stackalloc byte[16];
        address.TryWriteBytes(octets, out var written);
        return Read(octets[..written]);
    }

    /// <summary>Converts to the framework's address, for people and logs.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(octets, Bits);
        return new IPAddress(IsIPv4 ? octets[..4] : octets);
    }

    /// <summary>This address with all but its first <paramref name="length"/> bits zero.</summary>
    public ClientAddress Masked(int length) => new(length == 0 ? 0 : Bits & (UInt128.MaxValue << (128 - length)), IsIPv4);

    /// <summary>Whether the first <paramref name="length"/> bits are those of <paramref name="prefix"/>, in the same family.</summary>
    public bool IsIn(ClientAddress prefix, int length) =>
        IsIPv4 == prefix.IsIPv4 && (length == 0 || (Bits ^ prefix.Bits) >> (128 - length) == 0);

    /// <inheritdoc/>
    public override string ToString() => ToIPAddress().ToString();
}
