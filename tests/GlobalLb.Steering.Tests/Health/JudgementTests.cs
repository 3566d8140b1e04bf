using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Tests.Health;

public sealed class JudgementTests
{
    private static readonly ProbeRule Main = new("", ProbeRole.Required, 2, 3, 0, TimeSpan.FromSeconds(30));

    private static readonly Gen<string> Letters = from count in Gen.Choose(1, 7) from letters in Gen.ArrayOf(Gen.Elements('u', 'd', '?', '-'), count) select new string(letters);

    // One letter per vantage: u up, d down, ? not decided, - does not report; then what comes of it when it was up before, and when it was down.
    [Theory]
    [InlineData("majority", "u", "u", "u")]
    [InlineData("majority", "d", "d", "d")]
    [InlineData("majority", "?", "u", "d")]
    [InlineData("majority", "du", "u", "u")]
    [InlineData("majority", "ddu", "d", "d")]
    [InlineData("majority", "duu", "u", "u")]
    [InlineData("majority", "d?", "u", "d")]
    [InlineData("majority", "d-", "d", "d")]
    [InlineData("majority", "--", "u", "d")]
    [InlineData("majority", "dduu", "u", "u")]
    [InlineData("one", "duuu", "d", "d")]
    [InlineData("all", "dddu", "u", "u")]
    [InlineData("all", "ddd-", "d", "d")]
    [InlineData("3", "dduu", "u", "u")]
    [InlineData("3", "dddu", "d", "d")]
    [InlineData("3", "dd--", "d", "d")]
    public void A_quorum_of_those_that_report_decides(string quorum, string votes, string wasUp, string wasDown)
    {
        Assert.Equal(Of(wasUp[0]), Judge(Rule(quorum), votes, HealthState.Up).Health);
        Assert.Equal(Of(wasDown[0]), Judge(Rule(quorum), votes, HealthState.Down).Health);
    }

    [Theory]
    [InlineData("--", SilenceMeaning.Hold, HealthState.Up)]
    [InlineData("--", SilenceMeaning.Unknown, HealthState.Unknown)]
    [InlineData("-u", SilenceMeaning.Unknown, HealthState.Up)]
    public void While_nobody_reports_the_pool_says_what_that_means(string votes, SilenceMeaning meaning, HealthState expected) =>
        Assert.Equal(expected, Judge(Rule("majority") with { WithoutVantages = meaning }, votes, HealthState.Up).Health);

    // The main probe, one that is observed, and three that count of which two must pass.
    [Theory]
    [InlineData("u", "u", "uuu", "u")]
    [InlineData("u", "d", "uuu", "u")]
    [InlineData("d", "u", "uuu", "d")]
    [InlineData("u", "u", "uud", "u")]
    [InlineData("u", "u", "udd", "d")]
    [InlineData("u", "u", "?dd", "d")]
    [InlineData("u", "u", "u??", "held")]
    [InlineData("?", "u", "uuu", "held")]
    public void Probes_decide_by_their_role(string main, string observed, string counting, string expected)
    {
        var rule = Rule("majority") with
        {
            Probes = [Main, Main with { Name = "seen", Role = ProbeRole.Observe }, .. counting.Select((_, i) => Main with { Name = $"c{i}", Role = ProbeRole.Counts })],
            QuorumOfProbes = 2,
        };
        Vote[] votes = [Cast("", main[0]), Cast("seen", observed[0]), .. counting.Select((letter, i) => Cast($"c{i}", letter))];
        foreach (var before in Enum.GetValues<HealthState>())
        {
            var verdict = Judgement.Judge(rule, votes, before);
            Assert.Equal(expected == "held" ? before : Of(expected[0]), verdict.Health);
            Assert.Equal(observed == "d", verdict.Warning?.Contains("probe seen", StringComparison.Ordinal) ?? false);
        }
    }

    [Fact]
    public void Reasons_say_which_probe_and_which_vantages()
    {
        Assert.Equal("HTTP 503", Judge(Rule("majority"), "d", HealthState.Up).Reason);
        Assert.Equal("HTTP 503 (seen by 2 of 3 vantages: v0, v2)", Judge(Rule("majority"), "dud", HealthState.Up).Reason);
        Assert.Equal("1 of 3 vantages find it down: v1 (HTTP 503)", Judge(Rule("majority"), "udu", HealthState.Up).Warning);
        var rule = Rule("majority") with { Probes = [Main, Main with { Name = "ready" }] };
        Assert.Equal("probe ready: HTTP 503", Judgement.Judge(rule, [Cast("", 'u'), Cast("ready", 'd')], HealthState.Up).Reason);
    }

    [Fact]
    public void A_partitioned_minority_changes_nothing() =>
        Prop.ForAll(Letters.ToArbitrary(), votes =>
        {
            var (down, reporting) = (votes.Count(letter => letter == 'd'), votes.Count(letter => letter != '-'));
            return reporting == 0 || down * 2 > reporting || Judge(Rule("majority"), votes, HealthState.Up).Health == HealthState.Up;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_more_that_finds_it_down_never_raises_it() =>
        Prop.ForAll((from letters in Letters from quorum in Gen.Elements("one", "majority", "all", "2", "3") select (letters, quorum)).ToArbitrary(), each =>
        {
            var up = each.letters.IndexOf('u', StringComparison.Ordinal);
            var worse = up < 0 ? each.letters : each.letters.Remove(up, 1).Insert(up, "d");
            return Judge(Rule(each.quorum), each.letters, HealthState.Up).Health != HealthState.Down || Judge(Rule(each.quorum), worse, HealthState.Up).Health == HealthState.Down;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_votes_says_nothing() =>
        Prop.ForAll(Letters.ToArbitrary(), votes => Judge(Rule("2"), votes, HealthState.Up).Health == Judge(Rule("2"), new string([.. votes.Reverse()]), HealthState.Up).Health)
            .QuickCheckThrowOnFailure();

    private static PoolRule Rule(string quorum) =>
        new([Main], 0, Quorum.TryParse(quorum, out var value, out var problem) ? value : throw new FormatException(problem), SilenceMeaning.Hold);

    private static Verdict Judge(PoolRule rule, string votes, HealthState before) => Judgement.Judge(rule, [.. votes.Select((letter, i) => Cast("", letter, $"v{i}"))], before);

    private static Vote Cast(string probe, char letter, string vantage = "control") =>
        new(probe, vantage, Of(letter), letter == 'd' ? "HTTP 503" : "HTTP 200", null, letter == '-' ? "it does not report" : null);

    private static HealthState Of(char letter) => letter switch { 'u' => HealthState.Up, 'd' => HealthState.Down, _ => HealthState.Unknown };
}
