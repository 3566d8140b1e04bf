using System.Diagnostics.CodeAnalysis;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class MasterFilePropertyTests
{
    private const string Valid = """
        $ORIGIN example.com.
        $TTL 1h
        @ IN SOA ns1 hostmaster ( 1 2h ; serial
                15m 2w 5m )
          NS ns1
        ns1 300 A 192.0.2.1
        *.w AAAA 2001:db8::1
        $GENERATE 1-3 h${0,3,d} A 192.0.2.$
        t TXT "a \"b\" \065" c
        $INCLUDE more.zone sub
        u TYPE65280 \# 2 ABCD
        """;

    private static readonly DomainName Zone = DomainName.Parse("example.com");

    private static readonly Arbitrary<ZoneRecord[]> Zones = (
        from count in Gen.Choose(0, 20)
        from names in Gen.ArrayOf(Some.Names.Generator, count)
        from inside in Gen.ArrayOf(Gen.Choose(0, 3), count)
        from records in Gen.ArrayOf(Some.Records.Generator, count)
        select Make(names, inside, records)).ToArbitrary();

    [Theory]
    [InlineData(MasterFileStyle.Relative)]
    [InlineData(MasterFileStyle.Absolute)]
    public void Format_then_parse_gives_the_same_zone_and_formats_the_same(MasterFileStyle style) =>
        Prop.ForAll(Zones, zone =>
        {
            var text = MasterFile.Format(zone, Zone, style);
            var reading = MasterFile.Parse(text, Zone, "again");
            return reading.Warnings.IsEmpty && Lines(reading.Records).SequenceEqual(Lines(zone)) && MasterFile.Format(reading.Records, Zone, style) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_formatted_zone_begins_with_its_SOA_and_goes_on_in_canonical_order()
    {
        var reading = MasterFile.Parse(Valid.Replace("$INCLUDE more.zone sub", "", StringComparison.Ordinal), Zone, "valid");
        Assert.Equal(
            """
            $ORIGIN example.com.
            $TTL 3600
            @		IN	SOA	ns1 hostmaster 1 7200 900 1209600 300
            @		IN	NS	ns1
            h001		IN	A	192.0.2.1
            h002		IN	A	192.0.2.2
            h003		IN	A	192.0.2.3
            ns1	300	IN	A	192.0.2.1
            t		IN	TXT	"a \"b\" A" "c"
            u		IN	TYPE65280	\# 2 ABCD
            *.w		IN	AAAA	2001:db8::1

            """,
            MasterFile.Format(reading.Records.Reverse(), Zone));
    }

    [Fact]
    public void A_mutated_file_gives_records_or_problems_inside_it_and_never_throws()
    {
        var chance = new Random(17);
        for (var round = 0; round < 30_000; round++)
        {
            var text = Mutate(Valid, chance);
            var reading = MasterFile.Parse(text, Zone, "mutated", Include);
            Assert.True(reading.IsValid || reading.Records.IsEmpty);
            var lines = text.Split('\n');
            foreach (var problem in reading.Problems.Concat(reading.Warnings).Where(problem => problem.File == "mutated"))
            {
                Assert.InRange(problem.Line, 1, lines.Length);
                Assert.InRange(problem.Column, 1, lines[problem.Line - 1].Length + 1);
            }

            if (reading.IsValid) Assert.Equal(Lines(reading.Records), Lines(MasterFile.Parse(MasterFile.Format(reading.Records, Zone), Zone, "again").Records));
        }
    }

    private static string Mutate(string text, Random chance)
    {
        const string Odd = "\0\n\r\t ();\"\\$@*.{}-/\uFEFFé\uD800#0Z";
        for (var times = chance.Next(1, 4); times > 0; times--)
        {
            var at = chance.Next(text.Length);
            var length = Math.Min(chance.Next(1, 12), text.Length - at);
            text = chance.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, Odd[chance.Next(Odd.Length)].ToString()),
                2 => text.Insert(at, text.Substring(chance.Next(text.Length - length), length)),
                _ => text.Remove(at, 1).Insert(at, Odd[chance.Next(Odd.Length)].ToString()),
            };
        }

        return text;
    }

    private static bool Include(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
    {
        (file, problem) = (new IncludedFile("more", "x A 192.0.2.1\n"), null);
        return true;
    }

    private static string[] Lines(IEnumerable<ZoneRecord> records) => [.. records.Select(record => record.ToString()).Order(StringComparer.Ordinal)];

    // One TTL for each type, aliases and the like only once and alone: what a zone may hold.
    private static ZoneRecord[] Make(DomainName[] names, int[] inside, (RecordType Type, byte[] Octets)[] records)
    {
        var zone = new List<ZoneRecord>();
        for (var i = 0; i < names.Length; i++)
        {
            var type = records[i].Type;
            if (type == RecordType.CNAME) continue;
            var name = type == RecordType.SOA || inside[i] == 0 || names[i].Wire.Length + Zone.Wire.Length > 200 ? Zone : Below(names[i]);
            if (zone.Any(other => other.Name == name && other.Type == type && (type is RecordType.SOA || other.Octets.Span.SequenceEqual(records[i].Octets)))) continue;
            zone.Add(new ZoneRecord(name, 60 + ((uint)type * 7 % 5), type, records[i].Octets));
        }

        return [.. zone];
    }

    private static DomainName Below(DomainName name)
    {
        var wire = new WireWriter();
        wire.Write(name.Wire[..^1]);
        wire.Write(Zone.Wire);
        Assert.True(DomainName.TryRead(wire.Written, out var below));
        return below;
    }
}
