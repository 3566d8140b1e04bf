using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;
using GlobalLb.Vantage.Kinds;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class PushTests
{
    private static readonly ProbePush Push = new(30);

    public static TheoryData<PushReport?, int, bool?, string> Cases => new()
    {
        { null, 0, null, "" },
        { null, 35, null, "" },
        { null, 36, false, "has not reported" },
        { new(TimeSpan.FromSeconds(10), true, null), 10, true, "reports that it is well" },
        { new(TimeSpan.FromSeconds(10), true, "load 3"), 40, true, "reports that it is well: load 3" },
        { new(TimeSpan.FromSeconds(10), true, "load 3"), 41, false, "its last report is 31 s old" },
        { new(TimeSpan.FromSeconds(10), false, "no disk"), 20, false, "reports that it is sick: no disk" },
        { new(TimeSpan.FromSeconds(10), false, null), 50, false, "its last report is 40 s old" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_report_holds_until_it_expires_and_none_is_missed_before_it_would_have(PushReport? last, int now, bool? passed, string reason) =>
        Assert.Equal(passed is { } found ? (found, reason) : null, PushFold.Judge(TimeSpan.FromSeconds(5), last, TimeSpan.FromSeconds(now), Push));

    [Fact]
    public async Task Silence_is_found_whatever_the_wall_clock_says()
    {
        var time = new ManualTime();
        using var stage = new ProbeStage(time: time);
        var probe = new Probe { Kind = ProbeKind.Push, Name = "heart", Push = Push };
        var address = new IPEndPoint(IPAddress.Loopback, 1);
        Assert.Null(await stage.TryAskAsync(address, probe));
        Assert.Contains("takes no reports", Assert.Single(stage.Heard.Lines), StringComparison.Ordinal);
        stage.Desk.IsOpen = true;
        Assert.False(stage.Desk.TryTake(new("web-1"), "heart", true, null));
        stage.Desk.Expect(new HashSet<(EndpointCode, string)> { (new("web-1"), "heart") });
        Assert.Null(await stage.TryAskAsync(address, probe));
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("has not reported", (await stage.AskAsync(address, probe)).Reason);
        Assert.True(stage.Desk.TryTake(new("web-1"), "heart", true, "all\r\nis well " + new string('x', 1000)));
        time.SetWallClock(-TimeSpan.FromHours(2));
        time.Advance(TimeSpan.FromSeconds(29));
        var well = await stage.AskAsync(address, probe);
        Assert.True(well.Passed);
        Assert.StartsWith("reports that it is well: allis well xxx", well.Reason, StringComparison.Ordinal);
        Assert.True(well.Reason.Length < 200);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False((await stage.AskAsync(address, probe)).Passed);
        stage.Desk.Expect(new HashSet<(EndpointCode, string)>());
        Assert.False(stage.Desk.TryTake(new("web-1"), "heart", true, null));
    }
}
