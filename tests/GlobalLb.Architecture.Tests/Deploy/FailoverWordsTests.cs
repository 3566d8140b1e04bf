using System.Globalization;
using System.Text.RegularExpressions;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>docs/operating.md says of the time to failover what the function gives.</summary>
public sealed partial class FailoverWordsTests
{
    private static readonly string Page = Repository.Read("docs/operating.md");

    [Fact]
    public void The_formula_has_the_seconds_of_publication()
    {
        var said = Assert.Single(Formula().Matches(Page)).Groups[1].Value;
        Assert.Equal(FailoverTime.PublicationSeconds, double.Parse(said, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void The_example_is_worked_out_by_the_function()
    {
        var said = Assert.Single(Example().Matches(Page)).Groups.Values.Skip(1).Select(group => int.Parse(group.Value, CultureInfo.InvariantCulture)).ToList();
        var probe = new EffectiveProbe(new Probe { Kind = ProbeKind.Http, IntervalSeconds = said[0], TimeoutSeconds = said[1], Fall = said[2] });
        var time = new FailoverTime(FailoverTime.DetectionOf([probe])!.Value, said[3]);
        Assert.Equal((said[4], said[5]), (time.TotalSeconds - time.TtlSeconds, time.TotalSeconds));
    }

    [GeneratedRegex(@"> \*\*fall × \(interval \+ timeout\) \+ (\d+) s\*\*")]
    private static partial Regex Formula();

    [GeneratedRegex(@"\(interval (\d+) s, timeout (\d+) s, fall (\d+)\) and\s+its TTL of (\d+) s: (\d+) s, and (\d+) s behind a resolver")]
    private static partial Regex Example();
}
