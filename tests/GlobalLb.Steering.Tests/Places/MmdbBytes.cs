using System.Buffers.Binary;
using System.Text;

namespace GlobalLb.Steering.Tests.Places;

/// <summary>Values in the form of the MaxMind DB format, for tests to put together; wrong ones too.</summary>
internal static class MmdbBytes
{
    /// <summary>Numbers are unsigned of their own type; dictionaries are maps; byte arrays stand for themselves, as written.</summary>
    public static byte[] Of(object value) => value switch
    {
        byte[] written => written,
        string text => [.. Head(2, Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)],
        double number => [.. Head(3, 8), .. Number(BitConverter.DoubleToUInt64Bits(number), 8)],
        float number => [.. Head(15, 4), .. Number(BitConverter.SingleToUInt32Bits(number), 4)],
        ushort number => Shortest(5, number),
        uint number => Shortest(6, number),
        ulong number => Shortest(9, number),
        int number => [.. Head(8, 4), .. Number((uint)number, 4)],
        UInt128 number => [.. Head(10, 16), .. Number((ulong)(number >> 64), 8), .. Number((ulong)number, 8)],
        bool is1 => Head(14, is1 ? 1 : 0),
        object[] array => [.. Head(11, array.Length), .. array.SelectMany(Of)],
        Dictionary<string, object> map => [.. Head(7, map.Count), .. map.SelectMany(pair => Of(pair.Key).Concat(Of(pair.Value)))],
        _ => throw new ArgumentException($"no value of the format: {value}", nameof(value)),
    };

    public static byte[] Head(int kind, int size)
    {
        byte[] more = size switch
        {
            < 29 => [],
            < 285 => Number((uint)size - 29, 1),
            < 65_821 => Number((uint)size - 285, 2),
            _ => Number((uint)size - 65_821, 3),
        };
        var first = (byte)((kind <= 7 ? kind << 5 : 0) | (more.Length == 0 ? size : 28 + more.Length));
        return kind <= 7 ? [first, .. more] : [first, (byte)(kind - 7), .. more];
    }

    /// <summary>A pointer; by default of the smallest size that reaches.</summary>
    public static byte[] Pointer(int target, int octets = 0)
    {
        if (octets == 0) octets = target switch { < 2048 => 1, < 526_336 => 2, < 134_744_064 => 3, _ => 4 };
        var offset = (uint)(target - octets switch { 2 => 2048, 3 => 526_336, _ => 0 });
        var high = octets == 4 ? 0 : offset >> (8 * octets);
        return [(byte)(0x20 | ((octets - 1) << 3) | (int)high), .. Number(offset, octets)];
    }

    private static byte[] Shortest(int kind, ulong number)
    {
        var octets = (64 - System.Numerics.BitOperations.LeadingZeroCount(number) + 7) / 8;
        return [.. Head(kind, octets), .. Number(number, octets)];
    }

    private static byte[] Number(ulong number, int octets)
    {
        var all = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(all, number);
        return all[(8 - octets)..];
    }
}
