using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Tests.Names;

public sealed class DomainNameTests
{
    [Fact]
    public void Format_then_parse_gives_the_same_octets() =>
        Prop.ForAll(Some.Names, name => DomainName.Parse(name.ToString()).Wire.SequenceEqual(name.Wire)).QuickCheckThrowOnFailure();

    [Fact]
    public void Format_below_an_origin_then_parse_below_it_gives_the_same_name() =>
        Prop.ForAll(Some.Names, Some.Names, (name, origin) =>
            DomainName.TryParse(name.ToTextBelow(origin), origin, out var again, out _) && again == name).QuickCheckThrowOnFailure();

    [Fact]
    public void RFC4034_6_1_Order_agrees_with_equality_and_is_antisymmetric() =>
        Prop.ForAll(Some.Names, Some.Names, (left, right) =>
            Math.Sign(left.CompareTo(right)) == -Math.Sign(right.CompareTo(left))
            && left.CompareTo(right) == 0 == left.Equals(right)).QuickCheckThrowOnFailure();

    [Fact]
    public void RFC4034_6_1_The_example_is_in_order()
    {
        string[] names =
        [
            "example.", "a.example.", "yljkjljk.a.example.", "Z.a.example.", "zABC.a.EXAMPLE.", "z.example.",
            "\\001.z.example.", "*.z.example.", "\\200.z.example.",
        ];
        Assert.Equal(names, names.Reverse().Select(DomainName.Parse).Order().Select(name => name.ToString()));
    }

    [Theory]
    [InlineData("a..b", "empty label")]
    [InlineData("", "must not be empty")]
    [InlineData("a b", "blank or control")]
    [InlineData("bücher.example", "xn--")]
    [InlineData("a\\256", "escape")]
    [InlineData("a\\", "escape")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234", "longer than 63")]
    public void A_text_that_is_no_name_is_refused_with_the_reason(string text, string reason)
    {
        Assert.False(DomainName.TryParse(text, DomainName.Root, out _, out var problem));
        Assert.Contains(reason, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void RFC1035_2_3_4_The_longest_name_is_255_octets()
    {
        var label = new string('a', 63);
        var longest = $"{label}.{label}.{label}.{new string('b', 61)}";
        Assert.Equal(255, DomainName.Parse(longest).Wire.Length);
        Assert.Equal(255, DomainName.Parse(longest + ".").Wire.Length);
        Assert.False(DomainName.TryParse(longest + "b", DomainName.Root, out _, out _));
        Assert.False(DomainName.TryParse(longest + "b.", DomainName.Root, out _, out _));
        Assert.False(DomainName.TryParse("x." + longest, DomainName.Root, out _, out _));
    }

    [Fact]
    public void RFC4343_Names_compare_without_case_and_hash_alike()
    {
        DomainName lower = DomainName.Parse("www.example.com"), upper = DomainName.Parse("WWW.Example.COM.");
        Assert.Equal(lower, upper);
        Assert.Equal(lower.GetHashCode(), upper.GetHashCode());
        Assert.Equal("WWW.Example.COM.", upper.ToString());
    }

    [Theory]
    [InlineData("")] // nothing
    [InlineData("0161")] // no root label
    [InlineData("0561")] // a label that is cut
    [InlineData("C000")] // a pointer
    [InlineData("4000")] // a reserved kind of label
    [InlineData("016100FF")] // more than a name
    public void RFC1035_3_1_Octets_that_are_not_one_whole_name_are_refused(string octets) =>
        Assert.False(DomainName.TryRead(Convert.FromHexString(octets), out _));

    [Fact]
    public void RFC1035_2_3_4_Octets_beyond_255_are_no_name()
    {
        var wire = Enumerable.Repeat((byte[])[1, (byte)'a'], 127).SelectMany(label => label).ToArray();
        Assert.True(DomainName.TryRead([.. wire, 0], out var longest));
        Assert.Equal(127, longest.LabelCount);
        Assert.False(DomainName.TryRead([.. wire, 1, (byte)'a', 0], out _));
    }

    [Fact]
    public void A_text_that_is_no_name_can_be_an_exception_that_says_why() =>
        Assert.Contains("empty label", Assert.Throws<FormatException>(() => DomainName.Parse("a..b")).Message, StringComparison.Ordinal);

    [Fact]
    public void The_root_is_above_all_names_and_its_own_parent()
    {
        Assert.Equal("c.", DomainName.Parse("b.c").Parent.ToString());
        Assert.Equal(DomainName.Root, DomainName.Parse("c").Parent);
        Assert.Equal(DomainName.Root, DomainName.Root.Parent);
    }

    [Fact]
    public void No_name_is_less_than_every_name_and_equals_none()
    {
        DomainName? none = null;
        Assert.Equal(1, DomainName.Root.CompareTo(none));
        Assert.False(DomainName.Root.Equals(none));
        Assert.True(none != DomainName.Root && DomainName.Root != none && none == null);
    }

    [Fact]
    public void A_name_ends_with_an_ancestor_only_at_a_label_boundary()
    {
        Assert.True(DomainName.Parse("a.EXAMPLE.com").IsAtOrBelow(DomainName.Parse("example.com")));
        Assert.False(DomainName.Parse("badexample.com").IsAtOrBelow(DomainName.Parse("example.com")));
    }
}
