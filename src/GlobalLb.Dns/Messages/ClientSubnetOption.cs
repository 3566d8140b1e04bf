using System.Buffers.Binary;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Messages;

/// <summary>The client-subnet option in wire form (RFC 7871 §6): family, source length, scope length, address.</summary>
internal static class ClientSubnetOption
{
    /// <summary>The option's code.</summary>
    public const ushort Code = 8;

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
        Span<byte> whole = stackalloc byte[16];
        whole.Clear();
        address.CopyTo(whole);

        // Family 0 comes with length 0 only: the client asks not to be told apart. An IPv4-mapped address stays of family 2,
        // because the length counts its bits.
        var value = new ClientAddress(BinaryPrimitives.ReadUInt128BigEndian(whole), family != 2);
        if (value.Masked(length) != value) return false;
        subnet = new ClientSubnet(value, (byte)length);
        return true;
    }

    /// <summary>Writes the option with its head, as a query has it.</summary>
    public static void Write(ClientSubnet subnet, WireWriter message)
    {
        var octets = (subnet.SourceLength + 7) / 8;
        Span<byte> address = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(address, subnet.Address.Masked(subnet.SourceLength).Bits);
        message.Write(Code);
        message.Write((ushort)(AddressOffset + octets));
        message.Write((ushort)(subnet.Address.IsIPv4 ? 1 : 2));
        message.Write(subnet.SourceLength);
        message.Write((byte)0);
        message.Write(address[..octets]);
    }
}
