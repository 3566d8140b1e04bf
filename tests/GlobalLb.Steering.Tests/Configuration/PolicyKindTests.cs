using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>What every kind of node needs, asked of each: whoever adds one finds here where it is still forgotten.</summary>
public sealed class PolicyKindTests
{
    // One of each kind, in its smallest form; wrong is what refers to something that is not there.
    private static PolicyNode[] OneOfEach(bool isRight = true)
    {
        var leaf = Example.Leaf(isRight ? "eu-web" : "nowhere");
        return
        [
            leaf,
            Example.Failover(leaf),
            Example.Weighted((1, leaf)),
            Example.Geographic(null, ("country:DE", leaf)),
            Example.Refer(isRight ? "europe" : "nowhere"),
            new RoundRobinNode { Members = [leaf] },
            new StickyNode { Branches = [new(1, leaf)] },
            new ShedNode { From = leaf, To = leaf },
            new ScheduleNode { Zone = "UTC", Otherwise = leaf },
            new RampNode { From = leaf, To = leaf, Start = Example.Noon, Steps = [new(50, 60), new(100, 0)] },
            new CapacityNode { Branches = [new(leaf)] },
            Example.Records(isRight ? "A 192.0.2.9" : "A nowhere"),
            new NearestNode { Branches = [new() { Node = leaf }] },
            new FastestNode { Branches = [new() { Node = leaf }] },
        ];
    }

    [Fact]
    public void Every_kind_is_asked_about_here_and_known_to_the_serialiser()
    {
        var kinds = typeof(PolicyNode).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PolicyNode))).ToHashSet();
        Assert.Equal(kinds, OneOfEach().Select(node => node.GetType()).ToHashSet());
        Assert.Equal(kinds, typeof(PolicyNode).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).ToHashSet());
    }

    [Fact]
    public void Every_kind_is_written_and_read_without_the_serialiser() => Assert.All(OneOfEach(), node =>
    {
        var json = JsonSerializer.Serialize(With(node), ConfigurationJson.Options);
        Assert.Equal(json, ConfigurationJson.Write(With(node)));
        Assert.True(PlainJson.TryRead(Encoding.UTF8.GetBytes(json), ConfigurationReader.Document, out var read));
        Assert.Equal(json, JsonSerializer.Serialize(read, ConfigurationJson.Options));
    });

    [Fact]
    public void Every_kind_is_checked()
    {
        Assert.All(OneOfEach(), node => Assert.Empty(ConfigurationValidation.Check(With(node), Example.Noon)));
        Assert.All(OneOfEach(isRight: false), node => Assert.NotEmpty(ConfigurationValidation.Check(With(node), Example.Noon)));
    }

    [Fact]
    public void Every_kind_is_compiled() => Assert.All(OneOfEach(), node => Assert.Single(With(node).Compile().SteeredNames));

    [Fact]
    public void Every_kind_that_is_written_twice_is_compiled_once() => Assert.All(OneOfEach().Zip(OneOfEach()), twice =>
    {
        var shapes = new PolicyShape();
        Assert.True(shapes.Equals(twice.First, twice.Second));
        Assert.Equal(shapes.GetHashCode(twice.First), shapes.GetHashCode(twice.Second));
    });

    private static ConfigurationDocument With(PolicyNode node) => Example.WithPolicy(node) with { Policies = [new(new("europe"), Example.Leaf("eu-web"))] };
}
