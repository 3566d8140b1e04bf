using System.Text;
using GlobalLb.Control.Vantages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Tests;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>What a vantage is told is run there as it is judged here, wherever it is written.</summary>
public sealed class AssignmentTests
{
    public static TheoryData<string, ProbeDefaults?, ProbeDefaults?, Probe, ProbeOverride?> Written => new()
    {
        { "nothing", null, null, Asked, null },
        { "the organisation", new ProbeDefaults { IntervalSeconds = 4, Fall = 5, MostLatencyMilliseconds = 700 }, null, Asked, null },
        { "the zone", new ProbeDefaults { IntervalSeconds = 4, Fall = 5 }, new ProbeDefaults { IntervalSeconds = 6, DownIntervalSeconds = 60 }, Asked, null },
        { "the pool", new ProbeDefaults { IntervalSeconds = 4 }, new ProbeDefaults { RecheckSeconds = 2 }, Asked with { IntervalSeconds = 8, TimeoutSeconds = 3 }, null },
        { "an endpoint that is probed more often", null, null, Asked, new ProbeOverride { IntervalSeconds = 2, TimeoutSeconds = 1 } },
        { "an endpoint that is probed less often", new ProbeDefaults { IntervalSeconds = 0.5, TimeoutSeconds = 0.4 }, null, Asked, new ProbeOverride { IntervalSeconds = 30 } },
        { "an endpoint with all of its own", null, new ProbeDefaults { Fall = 9 }, Asked, new ProbeOverride { IntervalSeconds = 3, TimeoutSeconds = 1, Rise = 4, Fall = 2, FailuresOf = 6, RecheckSeconds = 0.5, DownIntervalSeconds = 9 } },
    };

    private static Probe Asked => new() { Kind = ProbeKind.Http };

    [Theory]
    [MemberData(nameof(Written))]
    public void What_is_told_is_timed_as_it_is_judged(string by, ProbeDefaults? organisation, ProbeDefaults? zone, Probe probe, ProbeOverride? own)
    {
        var sample = Sample.Document;
        var pool = sample.Pools[0] with { Probe = probe, MoreProbes = [probe with { Name = "more", IntervalSeconds = 20 }], Endpoints = [sample.Pools[0].Endpoints[0] with { ProbeOverride = own }] };
        var document = sample with { ProbeDefaults = organisation, Zones = [sample.Zones[0] with { ProbeDefaults = zone }], Pools = [pool, sample.Pools[1]], Vantages = [new KnownVantage { Code = new("tokyo") }] };
        var assignment = new Assignment(new ConfigurationPublication { System = Guid.Empty, Term = 1, Version = 1, Document = document }, new("tokyo"), "control");

        Assert.True(ScheduleJson.TryRead(Encoding.UTF8.GetBytes(ScheduleJson.Write(assignment.Schedule)), out var told, out var problem), problem);
        var run = new ProbeInheritance(told.Document).Of(told.Document.Pools[0], told.Document.Pools[0].Endpoints[0]).ToList();
        var judged = new ProbeInheritance(document).Of(pool, pool.Endpoints[0]).ToList();
        Assert.Equal((by, judged[0].Timing, judged[1].Timing), (by, run[0].Timing, run[1].Timing));
        Assert.All(judged, each => Assert.Equal(TimeSpan.FromSeconds(each.Timing.IntervalSeconds + each.Timing.TimeoutSeconds), assignment.FreshFor(pool.Endpoints[0].Code, each.Asked.Name)));
    }
}
