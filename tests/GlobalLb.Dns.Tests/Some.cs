using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Tests.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests;

/// <summary>Arbitrary valid values.</summary>
internal static class Some
{
    private static readonly Gen<byte> Octet = Gen.Choose(0, 255).Select(value => (byte)value);

    private static readonly Gen<byte> NameOctet = Gen.Frequency(
        (6, Gen.Choose('a', 'z').Select(value => (byte)value)),
        (1, Gen.Choose('A', 'Z').Select(value => (byte)value)),
        (1, Octet));

    private static readonly Gen<DomainName> NameGen =
        from labels in Gen.Choose(0, 6)
        from lengths in Gen.ArrayOf(Gen.Frequency((9, Gen.Choose(1, 8)), (1, Gen.Choose(1, 63))), labels)
        from octets in Gen.ArrayOf(NameOctet, 6 * 63)
        select ToName(lengths, octets);

    public static Arbitrary<DomainName> Names { get; } = NameGen.ToArbitrary();

    public static Arbitrary<(RecordType Type, byte[] Octets)> Records { get; } =
        Gen.OneOf([.. RecordForms.All.Select(form => Record(form.Type, SomeOctets.Of(form))), Record((RecordType)65280, Bytes(0, 300))]).ToArbitrary();

    public static Gen<byte[]> Bytes(int least, int most) =>
        from length in Gen.Choose(least, most) from octets in Octets(length) select octets;

    public static DomainName Name(string text) => DomainName.Parse(text);

    public static byte[] Data(RecordType type, string text) =>
        RecordText.TryParse(type, text, DomainName.Root, out var data, out var problem) ? data : throw new FormatException(problem);

    /// <summary>Ends a test that waits for what never comes; no test depends on how much of it is used.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    public static IPEndPoint Loopback { get; } = new(IPAddress.Loopback, 0);

    private static Gen<byte[]> Octets(int length) => Gen.ArrayOf(Octet, length);

    private static Gen<(RecordType, byte[])> Record(RecordType type, Gen<byte[]> octets) => octets.Select(value => (type, value));

    private static DomainName ToName(int[] lengths, byte[] octets)
    {
        var wire = new WireWriter();
        for (var i = 0; i < lengths.Length && wire.Length + lengths[i] + 2 <= DomainName.MaxWireLength; i++)
        {
            wire.Write((byte)lengths[i]);
            wire.Write(octets.AsSpan(i * 63, lengths[i]));
        }

        wire.Write((byte)0);
        Assert.True(DomainName.TryRead(wire.Written, out var name));
        return name;
    }
}
