using System.Collections.Frozen;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>A kind of node in its plain JSON form.</summary>
/// <param name="Word">What its member <c>kind</c> says.</param>
/// <param name="Type">The type of its nodes.</param>
/// <param name="Read">Reads the members behind the kind.</param>
/// <param name="Write">Writes what it has besides its kind and its minimum.</param>
internal sealed record PolicyKind(string Word, Type Type, PlainJson.Read<PolicyNode> Read, Action<Utf8JsonWriter, PolicyNode> Write)
{
    /// <summary>All there are.</summary>
    public static readonly PolicyKind[] All =
    [
        Kind<PoolNode>("pool", PolicyReader.Pool, PolicyWriter.WritePool),
        Kind<FailoverNode>("failover", PolicyReader.Failover, PolicyWriter.WriteFailover),
        Kind<WeightedNode>("weighted", WeightedJson.Read, WeightedJson.Write),
        Kind<GeographicNode>("geographic", GeographicJson.Read, GeographicJson.Write),
        Kind<ReferenceNode>("policy", PolicyReader.Reference, PolicyWriter.WriteReference),
        Kind<RoundRobinNode>("roundRobin", PolicyReader.RoundRobin, PolicyWriter.WriteRoundRobin),
        Kind<StickyNode>("sticky", StickyJson.Read, StickyJson.Write),
        Kind<ShedNode>("shed", ShedJson.Read, ShedJson.Write),
        Kind<ScheduleNode>("schedule", ScheduleJson.Read, ScheduleJson.Write),
        Kind<RampNode>("ramp", RampJson.Read, RampJson.Write),
        Kind<CapacityNode>("capacity", CapacityJson.Read, CapacityJson.Write),
        Kind<RecordsNode>("records", StaticJson.Node, StaticJson.Write),
        Kind<NearestNode>("nearest", NearestJson.Read, NearestJson.Write),
        Kind<FastestNode>("fastest", FastestJson.Read, FastestJson.Write),
    ];

    private static readonly FrozenDictionary<Type, PolicyKind> ByType = All.ToFrozenDictionary(kind => kind.Type);

    /// <summary>The kind of a node.</summary>
    public static PolicyKind Of(PolicyNode node) =>
        ByType.GetValueOrDefault(node.GetType()) ?? throw new NotSupportedException($"a policy node of type {node.GetType().Name} has no JSON form");

    private static PolicyKind Kind<T>(string word, PlainJson.Read<T> read, Action<Utf8JsonWriter, T> write)
        where T : PolicyNode => new(word, typeof(T), read, (json, node) => write(json, (T)node));
}
