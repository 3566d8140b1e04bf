using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>Reads policy trees in their plain form: the kind of a node comes first. JSON that is too deep ends the recursion.</summary>
internal static class PolicyReader
{
    private static readonly string[] Kinds = ["pool", "failover", "weighted", "geographic"];

    private static readonly PolicyNode NoNode = new PoolNode { Pool = default };
    private static readonly FailoverNode UsualFailover = new();
    private static readonly WeightedNode UsualWeighted = new();
    private static readonly GeographicNode UsualGeographic = new() { Otherwise = NoNode };

    public static PolicyNode Node(ref PlainJson json)
    {
        var seen = 0;
        json.BeginObject();
        if (!json.NextMember() || !json.Is("kind"u8, 1, ref seen)) throw PlainJson.NotPlain();
        return json.Word(Kinds) switch
        {
            0 => Pool(ref json),
            1 => Failover(ref json),
            2 => Weighted(ref json),
            _ => Geographic(ref json),
        };
    }

    private static PoolNode Pool(ref PlainJson json)
    {
        var pool = "";
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("pool"u8, 1, ref seen)) pool = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new PoolNode { Pool = new(pool) };
    }

    private static FailoverNode Failover(ref PlainJson json)
    {
        var order = UsualFailover.Order;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("order"u8, 1, ref seen)) order = json.List(Node);
            else throw PlainJson.NotPlain();
        }

        return new FailoverNode { Order = order };
    }

    private static WeightedNode Weighted(ref PlainJson json)
    {
        var branches = UsualWeighted.Branches;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(WeightedBranch);
            else throw PlainJson.NotPlain();
        }

        return new WeightedNode { Branches = branches };
    }

    private static GeographicNode Geographic(ref PlainJson json)
    {
        var (branches, otherwise) = (UsualGeographic.Branches, UsualGeographic.Otherwise);
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("branches"u8, 1, ref seen)) branches = json.List(GeographicBranch);
            else if (json.Is("otherwise"u8, 2, ref seen)) otherwise = Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(2, seen);
        return new GeographicNode { Branches = branches, Otherwise = otherwise };
    }

    private static WeightedBranch WeightedBranch(ref PlainJson json)
    {
        var (weight, node) = (0, NoNode);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("weight"u8, 1, ref seen)) weight = json.Int32();
            else if (json.Is("node"u8, 2, ref seen)) node = Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new WeightedBranch(weight, node);
    }

    private static GeographicBranch GeographicBranch(ref PlainJson json)
    {
        ImmutableArray<PlaceMatch> places = [];
        var node = NoNode;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("places"u8, 1, ref seen)) places = json.List(Place);
            else if (json.Is("node"u8, 2, ref seen)) node = Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new GeographicBranch(places, node);
    }

    private static PlaceMatch Place(ref PlainJson json) => PlaceMatch.TryParse(json.Text(), out var place, out _) ? place : throw PlainJson.NotPlain();
}
