using System.Buffers.Binary;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Messages;

/// <summary>The client-subnet option in wire form (RFC 7871 §6): family, source length, scope length, address.</summary>
internal static class ClientSubnetOption
{
    /// <summary>Where in the option's contents the scope length stands.</summary>
    public const int ScopeOffset = 3;

    private const int AddressOffset = 4;

    /// <summary>Reads the contents of an option.</summary>
    /// <returns>
    /// False when the family is unknown, the length is longer than an address, the address has more or fewer octets than the
    /// length says, or a bit beyond the length is set.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> option, out ClientSubnet subnet, out byte scope)
    {
        subnet = default;
        scope = 0;
        if (option.Length < AddressOffset) return false;
        var family = BinaryPrimitives.ReadUInt16BigEndian(option);
        int length = option[2], bits = family switch { 0 => 0, 1 => 32, 2 => 128, _ => -1 };
        scope = option[ScopeOffset];
        var address = option[AddressOffset..];
        if (length > bits || scope > bits || address.Length != (length + 7) / 8) return false;

        // Octet by octet into two halves: the usual option has three, and none has more than sixteen.
        ulong upper = 0, lower = 0;
        for (var i = 0; i < address.Length; i++)
        {
            if (i < 8) upper |= (ulong)address[i] << (56 - (8 * i));
            else lower |= (ulong)address[i] << (120 - (8 * i));
        }

        // Only the last octet can have bits beyond the length.
        if (length % 8 != 0 && (byte)(address[^1] << (length % 8)) != 0) return false;

        // Family 0 comes with length 0 only: the client asks not to be told apart. An IPv4-mapped address stays of family 2,
        // because the length counts its bits.
        subnet = new ClientSubnet(new ClientAddress(new UInt128(upper, lower), family != 2), (byte)length);
        return true;
    }

    /// <summary>Writes the option with its head, as a query has it.</summary>
    public static void Write(ClientSubnet subnet, WireWriter message)
    {
        var octets = (subnet.SourceLength + 7) / 8;
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, subnet.Address.Masked(subnet.SourceLength).Bits);
        message.Write(EdnsOption.ClientSubnet);
        message.Write((ushort)(AddressOffset + octets));
        message.Write((ushort)(subnet.Address.IsIPv4 ? 1 : 2));
        message.Write(subnet.SourceLength);
        message.Write((byte)0);
        message.Write(address[..octets]);
    }
}
