using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Tests.Records;

public sealed class RecordFormTests
{
    private static readonly DomainName Origin = DomainName.Parse("example.com");

    public static TheoryData<RecordType> Types => [.. RecordTypes.Known];

    [Theory]
    [MemberData(nameof(Types))]
    public void Parse_after_format_and_read_after_write_change_nothing(RecordType type) =>
        Prop.ForAll(SomeOctets.Of(Form(type)).ToArbitrary(), data =>
            Form(type).IsValid(data) && Reparsed(type, data, DomainName.Root) && Reparsed(type, data, Origin) && Reread(type, data)).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Types))]
    public void Octets_that_were_cut_or_changed_are_read_or_refused_and_what_is_valid_has_a_text(RecordType type) =>
        Prop.ForAll(SomeOctets.Of(Form(type)).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (data, seed) =>
        {
            var changed = Change(data, new Random(seed), octet => (byte)octet);
            var reader = new WireReader(changed);
            _ = Form(type).TryRead(ref reader, out _);
            _ = RecordWire.Canonicalise(type, changed);
            _ = RecordWire.Target(type, changed);
            return !Form(type).IsValid(changed) || (Reparsed(type, changed, DomainName.Root) && Reread(type, changed));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Types))]
    public void Random_octets_are_read_or_refused_and_what_is_valid_has_a_text(RecordType type) =>
        Prop.ForAll(Some.Bytes(0, 100).ToArbitrary(), data =>
        {
            var reader = new WireReader(data);
            _ = Form(type).TryRead(ref reader, out _);
            _ = RecordWire.Canonicalise(type, data);
            _ = RecordWire.Target(type, data);
            return !Form(type).IsValid(data) || Reparsed(type, data, DomainName.Root);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Types))]
    public void A_text_that_was_cut_or_changed_is_taken_or_refused_with_a_sentence(RecordType type) =>
        Prop.ForAll(SomeOctets.Of(Form(type)).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (data, seed) =>
        {
            var chance = new Random(seed);
            const string Telling = "\"\\();,=:/!-.0 9\n\t\r@#+*éß\uD800";
            var text = new string(Change(RecordText.Format(type, data, Origin).ToCharArray(), chance, octet =>
                chance.Next(2) == 0 ? Telling[octet % Telling.Length] : (char)octet));
            return RecordText.TryParse(type, text, Origin, out var octets, out var problem)
                ? Form(type).IsValid(octets) && Reparsed(type, octets, DomainName.Root)
                : problem.Length > 0;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [MemberData(nameof(Types))]
    public void The_example_of_a_type_is_valid(RecordType type)
    {
        Assert.True(RecordText.TryParse(type, RecordText.FindExample(type)!, Origin, out var data, out var problem), problem);
        Assert.True(Form(type).IsValid(data));
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Work_grows_no_faster_than_the_text(RecordType type)
    {
        var example = RecordText.FindExample(type)!;
        var clock = Stopwatch.StartNew();
        foreach (var end in (string[])["", " ", " 0 ", " \"", " ("])
            foreach (var part in (string[])["(", ")", "\"\" ", "a ", "A ", "1 ", "\\", "\\065", ".", ",", "=", "key1=a ", "AA== ", "1:0.0.0.0/0 ", "a,", "-"])
                _ = RecordText.TryParse(type, example + end + string.Concat(Enumerable.Repeat(part, 20_000)), Origin, out _, out _);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"80 long texts took {clock.Elapsed}");
    }

    [Fact]
    public void The_known_types_are_ordered_by_name_and_each_has_a_mnemonic()
    {
        Assert.Equal(RecordTypes.Known.Select(RecordTypes.Format).Order(StringComparer.Ordinal), RecordTypes.Known.Select(RecordTypes.Format));
        Assert.All(RecordTypes.Known, type => Assert.False(RecordTypes.Format(type).StartsWith("TYPE", StringComparison.Ordinal)));
        Assert.Null(RecordText.FindExample((RecordType)65280));
    }

    private static RecordForm Form(RecordType type) => RecordForms.Find(type)!;

    private static bool Reparsed(RecordType type, byte[] data, DomainName origin)
    {
        var text = RecordText.Format(type, data, origin);
        return !text.StartsWith("\\#", StringComparison.Ordinal)
            && RecordText.TryParse(type, text, origin, out var again, out _)
            && RecordText.Format(type, again, origin) == text
            && again.AsSpan().SequenceEqual(data);
    }

    private static bool Reread(RecordType type, byte[] data)
    {
        var reader = new WireReader(data);
        return Form(type).TryRead(ref reader, out var again) && again.AsSpan().SequenceEqual(data);
    }

    private static T[] Change<T>(T[] whole, Random chance, Func<int, T> make)
    {
        var changed = whole.ToList();
        for (var changes = chance.Next(1, 4); changes > 0; changes--)
        {
            var at = chance.Next(changed.Count + 1);
            switch (chance.Next(4))
            {
                case 0:
                    changed.Insert(at, make(chance.Next(256)));
                    break;
                case 1 when at < changed.Count:
                    changed.RemoveAt(at);
                    break;
                case 2:
                    changed.RemoveRange(at, changed.Count - at);
                    break;
                default:
                    if (at < changed.Count) changed[at] = make(chance.Next(256));
                    break;
            }
        }

        return [.. changed];
    }
}
