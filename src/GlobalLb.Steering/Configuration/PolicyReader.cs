namespace GlobalLb.Steering.Configuration;

/// <summary>Reads policy trees in their plain form: the kind of a node comes first. JSON that is too deep ends the recursion.</summary>
internal static class PolicyReader
{
    /// <summary>Stands where a node must still be read.</summary>
    public static readonly PolicyNode NoNode = new PoolNode { Pool = default };

    private static readonly string[] Words = [.. PolicyKind.All.Select(kind => kind.Word)];

    private static readonly FailoverNode UsualFailover = new();
    private static readonly RoundRobinNode UsualRoundRobin = new();

    public static PolicyNode Node(ref PlainJson json)
    {
        var seen = 0;
        json.BeginObject();
        if (!json.NextMember() || !json.Is("kind"u8, 1, ref seen)) throw PlainJson.NotPlain();
        return PolicyKind.All[json.Word(Words)].Read(ref json);
    }

    public static NamedPolicy Named(ref PlainJson json)
    {
        var (name, node) = ("", NoNode);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Text();
            else if (json.Is("node"u8, 2, ref seen)) node = Node(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new NamedPolicy(new(name), node);
    }

    /// <summary>What every node can have, once its kind has nothing of that name.</summary>
    public static Minimum Minimum(ref PlainJson json, ref int seen)
    {
        const int Bit = 1 << 30;
        if (!json.Is("minimum"u8, Bit, ref seen)) throw PlainJson.NotPlain();
        int? count = null, share = null;
        var members = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("count"u8, 1, ref members)) count = json.Int32();
            else if (json.Is("share"u8, 2, ref members)) share = json.Int32();
            else throw PlainJson.NotPlain();
        }

        return new Minimum { Count = count, Share = share };
    }

    public static PoolNode Pool(ref PlainJson json)
    {
        var pool = "";
        int? most = null;
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("pool"u8, 1, ref seen)) pool = json.Text();
            else if (json.Is("most"u8, 2, ref seen)) most = json.Int32();
            else minimum = Minimum(ref json, ref seen);
        }

        PlainJson.Require(1, seen);
        return new PoolNode { Pool = new(pool), Most = most, Minimum = minimum };
    }

    public static ReferenceNode Reference(ref PlainJson json)
    {
        var policy = "";
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("policy"u8, 1, ref seen)) policy = json.Text();
            else minimum = Minimum(ref json, ref seen);
        }

        PlainJson.Require(1, seen);
        return new ReferenceNode { Policy = new(policy), Minimum = minimum };
    }

    public static FailoverNode Failover(ref PlainJson json)
    {
        var (order, trickle, failBack, failedBackAt) = (UsualFailover.Order, UsualFailover.Trickle, UsualFailover.FailBack, UsualFailover.FailedBackAt);
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("order"u8, 1, ref seen)) order = json.List(Node);
            else if (json.Is("trickle"u8, 2, ref seen)) trickle = json.Int32();
            else if (json.Is("failBack"u8, 4, ref seen)) failBack = (FailBack)json.Word(ConfigurationWords.FailBacks);
            else if (json.Is("failedBackAt"u8, 8, ref seen)) failedBackAt = json.Moment();
            else minimum = Minimum(ref json, ref seen);
        }

        return new FailoverNode { Order = order, Trickle = trickle, FailBack = failBack, FailedBackAt = failedBackAt, Minimum = minimum };
    }

    public static RoundRobinNode RoundRobin(ref PlainJson json)
    {
        var members = UsualRoundRobin.Members;
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("children"u8, 1, ref seen)) members = json.List(Node);
            else minimum = Minimum(ref json, ref seen);
        }

        return new RoundRobinNode { Members = members, Minimum = minimum };
    }
}
