using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Tests.Records;

/// <summary>Arbitrary valid data of records, made field by field: a field without a generator fails the tests.</summary>
internal static class SomeOctets
{
    // Nothing is kept in fields: who is initialised first, this or Some, is the run's choice.
    private static byte[] Below => Some.Name("example.com").Wire.ToArray();

    private static Gen<byte[]> NameWire => Gen.OneOf(
        Some.Names.Generator.Select(name => name.Wire.ToArray()),
        Some.Names.Generator.Where(name => name.Wire.Length + Below.Length <= DomainName.MaxWireLength).Select(name => (byte[])[.. name.Wire[..^1], .. Below]));

    /// <summary>Valid data of a type.</summary>
    public static Gen<byte[]> Of(RecordForm form) =>
        Join(form.Fields.Select(Of)).Where(data => form.FindProblem(data) is null && data.Length <= ushort.MaxValue);

    private static Gen<byte[]> Of(RecordField field) => field switch
    {
        NameField => NameWire,
        NumberField number => Octets(number.Octets),
        AddressField address => Octets(address.Octets),
        HardwareAddressField address => Octets(address.Octets),
        ExpressionField => Gen.Elements("", "!a!b!", "/^(.*)\\/$/x\\1/i", "\\\"x").Where(text => text is not ['\\', ..]).Select(text => Counted(Latin(text))),
        StringField => Some.Bytes(0, 255).Select(Counted),
        StringsField => Repeat(1, 4, Some.Bytes(0, 255).Select(Counted)),
        TagField => Gen.Elements("issue", "iodef", "x1", "ISSUEWILD").Select(tag => Counted(Latin(tag))),
        ValueField value => Some.Bytes(value.IsRequired ? 1 : 0, 300),
        OctetsField => Some.Bytes(1, 80),
        DigestField digest => Gen.OneOf([Digest(0, 7), Digest(200, 1), .. digest.Lengths.Select(length => Digest(length.Type, length.Octets))]),
        TypesField => Types,
        PrefixesField => Repeat(0, 4, Prefix),
        PlaceField => Place,
        ParametersField => Parameters,
        _ => throw new InvalidOperationException($"{field.GetType().Name} has no generator here; write one"),
    };

    private static Gen<byte[]> Types =>
        from types in Gen.ListOf(Gen.OneOf(Gen.Choose(1, 300), Gen.Choose(1, ushort.MaxValue)))
        select types.Distinct().Order().GroupBy(type => type >> 8).SelectMany(window =>
        {
            var bits = new byte[32];
            foreach (var type in window) bits[(type & 255) >> 3] |= (byte)(0x80 >> (type & 7));
            var trimmed = bits.AsSpan().TrimEnd((byte)0);
            return (byte[])[(byte)window.Key, (byte)trimmed.Length, .. trimmed];
        }).ToArray();

    private static Gen<byte[]> Prefix =>
        from family in Gen.Elements(1, 2)
        from octets in Some.Bytes(0, family == 1 ? 4 : 16)
        from length in Gen.Choose(0, family == 1 ? 32 : 128)
        from negated in Gen.Elements(0, 0x80)
        let address = octets.AsSpan().TrimEnd((byte)0).ToArray()
        select (byte[])[0, (byte)family, (byte)length, (byte)(address.Length | negated), .. address];

    private static Gen<byte[]> Place =>
        from size in Size
        from horizontal in Size
        from vertical in Size
        from latitude in Gen.OneOf(Gen.Choose(-324_000_000, 324_000_000), Gen.Elements(-324_000_000, -1, 0, 1, 324_000_000))
        from longitude in Gen.OneOf(Gen.Choose(-648_000_000, 648_000_000), Gen.Elements(-648_000_000, 648_000_000))
        from altitude in Gen.OneOf(Octets(4), Gen.Elements<byte[]>([0, 0, 0, 0], [255, 255, 255, 255], [0, 0x98, 0x96, 0x7F]))
        select (byte[])[0, size, horizontal, vertical, .. Big((1U << 31) + (uint)latitude, 4), .. Big((1U << 31) + (uint)longitude, 4), .. altitude];

    private static Gen<byte> Size =>
        from digit in Gen.Choose(0, 9) from power in Gen.Choose(0, 9) select (byte)(digit == 0 ? 0 : (digit << 4) | power);

    private static Gen<byte[]> Parameters =>
        from keys in Gen.SubListOf([1, 2, 3, 4, 5, 6, 7, 8, 300, 65_534])
        from alpn in Repeat(1, 3, Gen.OneOf(Some.Bytes(1, 255), Gen.Elements<byte[]>([.. "h2"u8], [.. "f\\oo,bar\""u8])).Select(Counted))
        from port in Octets(2)
        from hints in Repeat(1, 3, Octets(16))
        from bytes in Some.Bytes(1, 40)
        from nothing in Gen.Elements(true, false)
        let present = keys.Where(key => key != 2 || keys.Contains(1)).Order().ToList()
        from mandatory in Gen.SubListOf<int>((IEnumerable<int>)present)
        let values = present.Select(key => ((ushort)key, key switch
        {
            1 => alpn,
            2 => [],
            3 => port,
            4 or 6 => hints,
            5 => bytes,
            7 => [.. "/dns-query{?dns}"u8],
            _ => nothing ? [] : bytes,
        }))
        select (mandatory.Count == 0 ? values : values.Prepend(((ushort)0, mandatory.Order().SelectMany(key => Big((uint)key, 2)).ToArray())))
            .SelectMany(value => (byte[])[.. Big(value.Item1, 2), .. Big((uint)value.Item2.Length, 2), .. value.Item2]).ToArray();

    private static Gen<byte[]> Digest(byte type, int length) => Octets(length).Select(digest => (byte[])[type, .. digest]);

    private static Gen<byte[]> Octets(int length) => Some.Bytes(length, length);

    private static Gen<byte[]> Repeat(int least, int most, Gen<byte[]> part) =>
        from count in Gen.Choose(least, most) from parts in Gen.ArrayOf(part, count) select parts.SelectMany(octets => octets).ToArray();

    private static Gen<byte[]> Join(IEnumerable<Gen<byte[]>> parts) =>
        parts.Aggregate(Gen.Constant(Array.Empty<byte>()), (before, part) => from head in before from tail in part select (byte[])[.. head, .. tail]);

    private static byte[] Counted(byte[] octets) => [(byte)octets.Length, .. octets];

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static byte[] Big(uint number, int octets) => [.. Enumerable.Range(0, octets).Select(i => (byte)(number >> ((octets - 1 - i) * 8)))];
}
