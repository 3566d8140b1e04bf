using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class NameTableTests
{
    // Names that share suffixes, in any case, and now and then a very long label.
    private static readonly Gen<DomainName> Names =
        from labels in Gen.ListOf(Gen.Frequency(
            (8, Gen.Elements("a", "b", "B", "www", "WWW", "xn--4gbrim", "_tcp", "*", "a-label-of-some-length")),
            (1, Gen.Constant(new string('z', 40)))))
        let text = string.Concat(labels.Take(5).Select(label => label + "."))
        select DomainName.Parse(text + "Example.test.");

    [Fact]
    public void Every_name_is_found_in_any_case_and_no_other()
    {
        Prop.ForAll(Gen.ListOf(Names).ToArbitrary(), Names.ToArbitrary(), (names, other) =>
        {
            var table = Compile(names);
            var known = names.SelectMany(Chain).Append(DomainName.Parse("example.test")).ToHashSet();
            Assert.Equal(known.Count, table.Count);
            foreach (var name in known) Assert.True(table.Find(new SoughtName(Upper(name))).Exists, $"{name} is lost");
            Assert.Equal(known.Contains(other), table.Find(new SoughtName(other.Wire)).Exists);

            // The closest encloser is the first ancestor that exists.
            var closest = other;
            while (!known.Contains(closest)) closest = closest.Parent;
            Assert.Equal(closest.Wire.Length, table.FindClosest(new SoughtName(other.Wire)).NameLength);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void A_name_of_no_zone_has_no_encloser() => Assert.False(Compile([]).FindClosest(new SoughtName(DomainName.Parse("example.org").Wire)).Exists);

    [Fact]
    public void The_hash_of_a_suffix_is_that_of_the_name_it_is()
    {
        Prop.ForAll(Names.ToArbitrary(), name =>
        {
            var whole = new SoughtName(name.Wire);
            for (var at = name; !at.IsRoot; at = at.Parent) Assert.Equal(new SoughtName(Upper(at)).Hash, whole.HashOf(at.Wire.Length));
        }).Check(Config.QuickThrowOnFailure);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(13)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(63)]
    [InlineData(255)]
    public void RFC4343_Only_ASCII_letters_have_a_case(int length)
    {
        for (var octet = 0; octet < 256; octet++)
        {
            var name = Enumerable.Repeat((byte)octet, length).ToArray();
            var lower = new SoughtName(name).Name.ToArray();
            Assert.Equal(length, lower.Length);
            Assert.All(lower, found => Assert.Equal(octet is >= 'A' and <= 'Z' ? octet + 0x20 : octet, found));
            Assert.True(LowerCase.IsSame(name, lower));
        }
    }

    [Fact]
    public void The_records_of_a_type_are_found_among_those_of_others()
    {
        var apex = DomainName.Parse("example.test");
        var owner = DomainName.Parse("many.example.test");
        var types = Enumerable.Range(65_280, 40).Select(type => (RecordType)type).ToList();
        var records = types.SelectMany(type => Enumerable.Range(0, 3).Select(i => new Record { Name = owner, Type = type, Value = $"\\# 2 {(int)type - 65_280:X2}{i:X2}" }));
        var zone = Example.Zone("example.test", []) with { Records = [.. records.OrderBy(record => record.Value[^2..], StringComparer.Ordinal)] };
        var entry = Compile(zone).Find(new SoughtName(owner.Wire));
        foreach (var type in types)
        {
            var set = entry.Find(type);
            Assert.Equal((type, 3), (set.Type, set.Count));
            Assert.Equal([(byte)(type - 65_280), 0], set.FirstData.ToArray());
        }

        Assert.False(entry.Find(RecordType.A).Exists);
        Assert.Equal(types[0], entry.First.Type);
        Assert.True(apex == zone.Name);
    }

    [Fact]
    public void A_set_that_no_message_could_hold_is_refused_with_its_name()
    {
        var text = string.Concat(Enumerable.Repeat("00", 60_000));
        var owner = DomainName.Parse("big.example.test");
        var zone = Example.Zone("example.test", []) with
        {
            Records = [.. Enumerable.Range(0, 300).Select(_ => new Record { Name = owner, Type = (RecordType)65_280, Value = $"\\# 60000 {text}" })],
        };
        var refusal = Assert.Throws<InvalidOperationException>(() => Compile(zone));
        Assert.Contains("300 records TYPE65280 of big.example.test.", refusal.Message, StringComparison.Ordinal);
    }

    private static NameTable Compile(IEnumerable<DomainName> names) => Compile(Example.Zone("example.test", []) with
    {
        Records = [.. names.Select(name => new Record { Name = name, Type = RecordType.TXT, Value = "x" })],
    });

    private static NameTable Compile(Zone zone) => new ConfigurationDocument { Zones = [zone] }.Compile().Names;

    private static IEnumerable<DomainName> Chain(DomainName name)
    {
        for (; name.LabelCount > 2; name = name.Parent) yield return name;
    }

    private static byte[] Upper(DomainName name) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(name.Wire).ToUpperInvariant());
}
