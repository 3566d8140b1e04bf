using System.Net;
using GlobalLb.Server.Example;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Tests.Example;

public class LivingExampleTests
{
    private const int Port = 4711;

    private static readonly ConfigurationDocument Document = LivingExample.On(Port);

    [Fact]
    public void The_example_is_valid() => Assert.Empty(ConfigurationValidation.Check(Document));

    [Fact]
    public void Its_endpoints_are_served_by_the_program_itself() =>
        Assert.Equal(
            Document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code),
            LivingExample.FindEndpoints(Document, Port).Select(endpoint => endpoint.Code));

    [Fact]
    public void Endpoints_that_an_operator_moved_elsewhere_are_not_served_by_the_program()
    {
        var pool = Document.Pools[0];
        var moved = Document with
        {
            Pools = [pool with { Endpoints = [pool.Endpoints[0] with { Address = IPAddress.Parse("192.0.2.7") }, pool.Endpoints[1] with { Port = 443 }] }],
        };
        Assert.Empty(LivingExample.FindEndpoints(moved, Port));
    }

    [Fact]
    public void Any_one_region_may_go_down_without_a_fallback()
    {
        var snapshot = Snapshot.Compile(Document, 1, HealthTable.Empty, DateTimeOffset.UnixEpoch);
        foreach (var region in Document.Regions)
        {
            var simulation = Simulation.Play(snapshot, Document, new Fault { Regions = [region.Code] });
            Assert.Contains(simulation.Moves, move => move.IsMove);
            Assert.DoesNotContain(simulation.Moves, move => move.IsFallback || move.IsEmpty);
        }
    }
}
