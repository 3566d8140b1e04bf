using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class SnapshotGuardTests
{
    private static readonly Snapshot Before = Example.Document.Compile();

    [Fact]
    public void The_first_snapshot_may_be_anything() => Assert.Null(SnapshotGuard.Check(null, ConfigurationDocument.Empty.Compile()));

    [Fact]
    public void Health_alone_never_stops_a_snapshot() =>
        Assert.Null(SnapshotGuard.Check(Before, Example.Document.Compile("eu-1", "eu-2", "eu-6", "us-1", "us-6", "ap-1")));

    [Fact]
    public void All_zones_at_once_are_not_given_up() =>
        Assert.Contains("has no zone at all, version 7 had 1", SnapshotGuard.Check(Before, ConfigurationDocument.Empty.Compile()), StringComparison.Ordinal);

    [Fact]
    public void A_live_name_does_not_become_empty()
    {
        var after = Example.Document.WithState("eu-west", RegionState.Evacuated).WithState("us-east", RegionState.Evacuated).WithState("ap-south", RegionState.Evacuated);
        Assert.Contains("www.example.test. would have no IPv4 address left", SnapshotGuard.Check(Before, after.Compile()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_may_become_empty_when_its_fallback_says_so_and_may_go()
    {
        var closed = Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData).WithState("eu-west", RegionState.Evacuated);
        Assert.Null(SnapshotGuard.Check(Before, closed.Compile()));
        Assert.Null(SnapshotGuard.Check(Before, (Example.Document with { Zones = [Example.Document.Zones[0] with { SteeredNames = [] }] }).Compile()));
    }

    [Fact]
    public void A_name_that_was_empty_before_does_not_hold_anything_up()
    {
        var empty = Example.WithPolicy(Example.Leaf("eu-web"), Fallback.NoData).WithState("eu-west", RegionState.Evacuated);
        var still = empty with { Zones = Example.WithPolicy(Example.Leaf("eu-web")).Zones };
        Assert.Null(SnapshotGuard.Check(empty.Compile(), still.Compile()));
    }

    // Names before, names after, whether it is too much at once; the zone's apex is one of the names.
    [Theory]
    [InlineData(10, 10, false)]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(9, 1, false)]
    [InlineData(100, 49, true)]
    [InlineData(100, 200, false)]
    public void Losing_more_than_half_of_the_names_at_once_must_be_meant(int before, int after, bool isTooMuch)
    {
        var sentence = SnapshotGuard.CheckSize(WithNames(before), WithNames(after));
        Assert.Equal(isTooMuch, sentence is not null);
        if (isTooMuch) Assert.Contains($"{before - after} of {before} names", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_that_removes_every_zone_is_named()
    {
        Assert.NotNull(SnapshotGuard.CheckSize(Example.Document, ConfigurationDocument.Empty));
        Assert.Null(SnapshotGuard.CheckSize(ConfigurationDocument.Empty, Example.Document));
        Assert.Null(SnapshotGuard.CheckSize(ConfigurationDocument.Empty, ConfigurationDocument.Empty));
    }

    private static ConfigurationDocument WithNames(int count) => new()
    {
        Zones =
        [
            Example.Zone("example.test",
                [Example.Record("@", RecordType.NS, "ns1"), .. Enumerable.Range(1, count - 1).Select(i => Example.Record($"n{i}", RecordType.TXT, "x"))]),
        ],
    };
}
