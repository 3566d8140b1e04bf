using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Steering.Tests.Aliases;

public sealed class AliasFoldTests
{
    private static readonly DateTimeOffset Now = Example.Noon;
    private static readonly DomainName Target = DomainName.Parse("target.test");

    // Look-ups of A and AAAA in turn, "A/AAAA": a digit is the address found, - a denial, ! a failure. Then what is answered of
    // both: - is none, ? is unknown.
    [Theory]
    [InlineData("1/2", "1/2")]
    [InlineData("!/!", "?/?")]
    [InlineData("-/-", "?/?")] // nothing was ever found: no answer to cache
    [InlineData("-/- -/- -/- -/-", "?/?")]
    [InlineData("1/-", "1/-")] // none of a family that never was
    [InlineData("-/2", "-/2")]
    [InlineData("1/!", "1/?")]
    [InlineData("1/! !/-", "1/-")]
    [InlineData("1/2 3/2", "3/2")]
    [InlineData("1/2 !/!", "1/2")]
    [InlineData("1/2 !/! !/! !/! !/! !/!", "1/2")]
    [InlineData("1/2 -/2", "1/2")]
    [InlineData("1/2 -/2 -/2", "1/2")]
    [InlineData("1/2 -/2 -/2 -/2", "-/2")] // the third denial in a row
    [InlineData("1/2 1/- 1/- 1/-", "1/-")]
    [InlineData("1/2 -/2 -/2 1/2 -/2 -/2", "1/2")] // not in a row
    [InlineData("1/2 -/2 !/2 -/2 !/2 -/2", "-/2")] // a failure says nothing, also not that there is something
    [InlineData("1/2 -/- -/- -/- -/- -/-", "1/2")] // a live name keeps its last addresses, of both families
    [InlineData("1/2 -/! -/! -/! -/!", "1/2")] // nobody knows whether the other family would be left
    [InlineData("1/2 -/! -/! -/! -/2", "-/2")]
    [InlineData("1/- -/- -/- -/- -/-", "1/-")] // the last address
    [InlineData("1/2 -/2 -/2 -/2 3/2", "3/2")] // and back at once
    [InlineData("1/2 -/2 -/2 -/2 -/-", "-/2")]
    public void What_is_answered_follows_from_what_was_found(string lookUps, string answered)
    {
        var fold = AliasFold.Unknown;
        foreach (var lookUp in lookUps.Split(' ')) fold = fold.With(Found(lookUp[0], "192.0.2."), Found(lookUp[2], "2001:db8::"), Now);
        Assert.Equal(answered, $"{Said(fold.IPv4)}/{Said(fold.IPv6)}");
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("300 7 7", 300)] // a resolver's cache counts down
    [InlineData("300 60 60 60", 60)]
    [InlineData("60 300", 300)]
    [InlineData("1", 30)]
    [InlineData("86400", 3600)]
    public void The_TTL_is_the_highest_of_the_last_three_answers_within_its_limits(string ttls, uint expected)
    {
        var fold = AliasFold.Unknown;
        foreach (var ttl in ttls.Split(' '))
            fold = fold.With(AliasFinding.Found([IPAddress.Parse("192.0.2.1")], uint.Parse(ttl)), AliasFinding.Failed(""), Now);
        Assert.Equal(expected, Assert.Single(fold.Known(Target)).Ttl);
    }

    [Fact]
    public void An_answer_in_another_order_is_the_same_answer()
    {
        var (one, two) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));
        var fold = AliasFold.Unknown
            .With(AliasFinding.Found([one, two], 60), AliasFinding.Failed(""), Now)
            .With(AliasFinding.Found([two, one, one], 60), AliasFinding.Failed(""), Now.AddHours(1));
        Assert.Equal("192.0.2.1 192.0.2.2", string.Join(" ", fold.IPv4.Addresses));
        Assert.Equal(Now, fold.IPv4.Since);
    }

    [Fact]
    public void What_was_good_last_goes_on_where_it_was()
    {
        var before = AliasFold.Unknown.With(AliasFinding.Found([IPAddress.Parse("192.0.2.1")], 90), AliasFinding.Denied(60, "NODATA"), Now);
        var known = before.Known(Target).ToList();
        var after = AliasFold.From(known[0], known[1]);
        Assert.Equal(known, after.Known(Target), (one, other) => one.AnswersLike(other));
        Assert.Empty(AliasFold.From(null, null).Known(Target));
    }

    [Fact]
    public void An_older_table_fills_in_what_a_newer_one_does_not_know()
    {
        AliasAddresses Of(string target, RecordType type, params string[] addresses) =>
            new(DomainName.Parse(target), type, 60, [.. addresses.Select(IPAddress.Parse)], Now);
        var older = new AliasTable { Known = [Of("a", RecordType.A, "192.0.2.1"), Of("a", RecordType.AAAA, "2001:db8::1"), Of("b", RecordType.A, "192.0.2.2"), Of("gone", RecordType.A, "192.0.2.3")] };
        var newer = new AliasTable { Known = [Of("a", RecordType.A, "192.0.2.9"), Of("a", RecordType.AAAA)] };
        var merged = newer.Over(older, new HashSet<DomainName> { DomainName.Parse("a"), DomainName.Parse("b"), DomainName.Parse("c") });
        Assert.True(merged.AnswersLike(new AliasTable { Known = [.. newer.Known, Of("b", RecordType.A, "192.0.2.2")] }));
        Assert.False(merged.AnswersLike(newer));
    }

    private static AliasFinding Found(char what, string prefix) => what switch
    {
        '-' => AliasFinding.Denied(60, "NODATA"),
        '!' => AliasFinding.Failed("SERVFAIL"),
        _ => AliasFinding.Found([IPAddress.Parse($"{prefix}{what}")], 60),
    };

    private static string Said(AliasFamily family) => !family.IsKnown ? "?" : family.HasAddresses ? family.Addresses[0].ToString()[^1..] : "-";
}
