using System.Buffers.Binary;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Records;

/// <summary>Records in wire form, ready to be copied into an answer behind their owner.</summary>
public static class RecordWire
{
    private const ushort ClassIn = 1;

    /// <summary>Writes type, class IN, TTL, length and data (RFC 1035 §3.2.1): what an answer takes as a record.</summary>
    /// <param name="type">The type.</param>
    /// <param name="ttl">The TTL in seconds.</param>
    /// <param name="data">The data in uncompressed wire form, at most 65 535 octets.</param>
    /// <exception cref="ArgumentException">The data is longer than a record can be.</exception>
    public static byte[] Write(RecordType type, uint ttl, ReadOnlySpan<byte> data)
    {
        if (data.Length > ushort.MaxValue) throw new ArgumentException("a record has at most 65535 octets of data", nameof(data));
        var record = new byte[10 + data.Length];
        BinaryPrimitives.WriteUInt16BigEndian(record, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(2), ClassIn);
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(4), ttl);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(8), (ushort)data.Length);
        data.CopyTo(record.AsSpan(10));
        return record;
    }

    /// <summary>
    /// Where in the data of such a record the name begins whose addresses belong into the additional section: the target of
    /// NS (RFC 1034 §4.2.1), MX (RFC 1035 §3.3.9), SRV (RFC 2782), SVCB and HTTPS (RFC 9460 §4.1).
    /// </summary>
    /// <returns>An offset inside the data; −1 for types without such a name.</returns>
    public static int TargetOffset(RecordType type) => RecordForms.Find(type)?.TargetOffset ?? -1;

    /// <summary>That name itself, out of valid data in uncompressed wire form; empty for types without such a name.</summary>
    public static ReadOnlySpan<byte> Target(RecordType type, ReadOnlySpan<byte> data)
    {
        var offset = TargetOffset(type);
        if (offset < 0) return default;
        var reader = new WireReader(data, offset, data.Length);
        return reader.TryReadPlainName(out var name) ? name : default;
    }

    /// <summary>
    /// The data in canonical form (RFC 4034 §6.2, RFC 6840 §5.1), in which equal records are equal octets: names inside the
    /// data of older types in lower case.
    /// </summary>
    /// <param name="type">The type.</param>
    /// <param name="data">The data in uncompressed wire form.</param>
    public static ReadOnlyMemory<byte> Canonicalise(RecordType type, ReadOnlyMemory<byte> data) =>
        RecordForms.Find(type) is { } form ? form.Canonicalise(data) : data;
}
