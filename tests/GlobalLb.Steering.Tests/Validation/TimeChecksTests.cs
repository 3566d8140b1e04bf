using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Validation;

public sealed class TimeChecksTests
{
    private const string Www = "zones[example.test.].steeredNames[www.example.test.].policy";

    private static readonly ScheduleWindow Window = new() { From = new TimeOnly(8, 0), To = new TimeOnly(18, 0), Node = Example.Leaf("eu-web") };

    private static readonly ScheduleNode Schedule = new()
    {
        Zone = "Europe/Berlin",
        Windows = [Window],
        Exceptions = [new(new DateOnly(2026, 12, 24), Example.Leaf("us-web"))],
        Otherwise = Example.Leaf("ap-web"),
    };

    private static readonly RampNode Ramp = new() { From = Example.Leaf("eu-web"), To = Example.Leaf("us-web"), Start = Example.Noon, Steps = [new(10, 60), new(100, 0)] };

    private static readonly Dictionary<string, (ConfigurationDocument Document, string Path)> Wrong = new()
    {
        ["no time zone"] = (Of(Schedule with { Zone = "" }), $"{Www}.zone"),
        ["a time zone that is not known"] = (Of(Schedule with { Zone = "Europe/Atlantis" }), $"{Www}.zone"),
        ["a time zone that is a file"] = (Of(Schedule with { Zone = "../../../etc/hostname" }), $"{Www}.zone"),
        ["a time zone by another name"] = (Of(Schedule with { Zone = "W. Europe Standard Time" }), $"{Www}.zone"),
        ["a window on no day"] = (Of(Schedule with { Windows = [Window with { Days = [] }] }), $"{Www}.windows[0].days"),
        ["a day written twice"] = (Of(Schedule with { Windows = [Window with { Days = [Weekday.Sun, Weekday.Sun] }] }), $"{Www}.windows[0].days[sun]"),
        ["a window that opens at a second"] = (Of(Schedule with { Windows = [Window with { From = new TimeOnly(8, 0, 1) }] }), $"{Www}.windows[0].from"),
        ["a window that closes at a second"] = (Of(Schedule with { Windows = [Window, Window with { To = new TimeOnly(8, 0, 1) }] }), $"{Www}.windows[1].to"),
        ["too many windows"] = (Of(Schedule with { Windows = [.. Enumerable.Repeat(Window, ScheduleNode.Most + 1)] }), $"{Www}.windows"),
        ["a bad pool in a window"] = (Of(Schedule with { Windows = [Window with { Node = Example.Leaf("x") }] }), $"{Www}.windows[0].node.pool"),
        ["a bad pool in an exception"] = (Of(Schedule with { Exceptions = [new(new DateOnly(2026, 12, 24), Example.Leaf("x"))] }), $"{Www}.exceptions[0].node.pool"),
        ["a bad pool otherwise"] = (Of(Schedule with { Otherwise = Example.Leaf("x") }), $"{Www}.otherwise.pool"),
        ["an exception at the end of time"] = (Of(Schedule with { Exceptions = [new(DateOnly.MaxValue, Example.Leaf("us-web"))] }), $"{Www}.exceptions[0].date"),
        ["an exception written twice"] = (Of(Schedule with { Exceptions = [.. Schedule.Exceptions, .. Schedule.Exceptions] }), $"{Www}.exceptions[2026-12-24]"),
        ["a ramp without steps"] = (Of(Ramp with { Steps = [] }), $"{Www}.steps"),
        ["a step of 0"] = (Of(Ramp with { Steps = [new(0, 60), new(100, 0)] }), $"{Www}.steps[0].share"),
        ["a step of too much"] = (Of(Ramp with { Steps = [new(10, 60), new(101, 0)] }), $"{Www}.steps[1].share"),
        ["a step that is held too long"] = (Of(Ramp with { Steps = [new(10, 31_536_001)] }), $"{Www}.steps[0].hold"),
        ["a step back"] = (Of(Ramp with { Steps = [new(10, 60), new(10, 60)] }), $"{Www}.steps[1].share"),
        ["a bad pool to come from"] = (Of(Ramp with { From = Example.Leaf("x") }), $"{Www}.from.pool"),
        ["a bad pool to go to"] = (Of(Ramp with { To = Example.Leaf("x") }), $"{Www}.to.pool"),
        ["a capacity without branches"] = (Of(new CapacityNode()), $"{Www}.branches"),
        ["a bad pool in a capacity"] = (Of(new CapacityNode { Branches = [new(Example.Leaf("eu-web")), new(Example.Leaf("x"))] }), $"{Www}.branches[1].node.pool"),
        ["an automatic failover that is told to fail back"] = (Of(Example.Failover("eu-web") with { FailedBackAt = Example.Noon }), $"{Www}.failedBackAt"),
        ["a slow start of no time"] = (Example.Document.WithPool("eu-web", pool => pool with { SlowStart = 0 }), "pools[eu-web].slowStart"),
        ["a region's slow start of too long"] = (Example.Document.WithRegion("eu-west", region => region with { SlowStart = 86_401 }), "regions[eu-west].slowStart"),
        ["a capacity below 0"] = (Example.Document.WithRegion("eu-west", region => region with { Capacity = -1 }), "regions[eu-west].capacity"),
        ["a load that is no number"] = (Example.Document.WithRegion("eu-west", region => region with { Load = double.NaN }), "regions[eu-west].load"),
        ["something said of an automatic endpoint"] = (Forced(EndpointAvailability.Automatic, new Forced { Reason = "disk" }), "pools[eu-web].endpoints[eu-1].forced"),
        ["a reason of nothing"] = (Forced(EndpointAvailability.ForcedDown, new Forced { Reason = " " }), "pools[eu-web].endpoints[eu-1].forced.reason"),
        ["an owner of too much"] = (Forced(EndpointAvailability.ForcedUp, new Forced { Owner = new string('a', 201) }), "pools[eu-web].endpoints[eu-1].forced.owner"),
    };

    public static TheoryData<string> Names => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_wrong_is_said_with_its_place(string name)
    {
        var problem = Assert.Single(ConfigurationValidation.Check(Wrong[name].Document));
        Assert.Equal(Wrong[name].Path, problem.Path);
    }

    [Fact]
    public void What_is_right_passes()
    {
        PolicyNode[] right =
        [
            Schedule, Ramp, Schedule with { Zone = "UTC", Windows = [], Exceptions = [] },
            new CapacityNode { Branches = [new(Schedule), new(Ramp)] },
            Example.Failover("eu-web") with { FailBack = FailBack.Manual, FailedBackAt = Example.Noon },
        ];
        Assert.All(right, policy => Assert.Empty(ConfigurationValidation.Check(Of(policy))));
        Assert.Empty(ConfigurationValidation.Check(Forced(EndpointAvailability.ForcedDown, new Forced { Reason = "disk", Owner = "ada", Until = Example.Noon })));
        Assert.Empty(ConfigurationValidation.Check(Example.Document.WithRegion("eu-west", region => region with { Capacity = 0, Load = 0, SlowStart = 1, OpenedAt = Example.Noon })));
    }

    private static ConfigurationDocument Of(PolicyNode policy) => Example.WithPolicy(policy);

    private static ConfigurationDocument Forced(EndpointAvailability availability, Forced forced) => Example.Document.WithPool("eu-web", pool => pool with
    {
        Endpoints = pool.Endpoints.Replace(0, endpoint => endpoint with { Availability = availability, Forced = forced }),
    });
}
