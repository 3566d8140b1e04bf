using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>Valid policies of every kind over the pools of a <see cref="World"/>.</summary>
internal sealed record SomeTrees
{
    private static readonly string[] Places =
        [
            "continent:EU", "continent:NA", "country:DE", "country:US", "subdivision:US-CA", "subdivision:DE-BE", "asn:64500", "asn:64501",
            "10.0.0.0/8", "10.1.0.0/16", "10.1.128.0/17", "10.2.0.0/15", "0.0.0.0/0", "2001:db8::/32", "::/0",
        ];

    private static readonly Gen<int> Shares = Gen.Elements(0, 1, 30, 50, 99, 100);

    /// <summary>Whether chance may decide.</summary>
    public bool HasChance { get; init; } = true;

    /// <summary>Whether nodes may have a minimum.</summary>
    public bool HasMinimums { get; init; } = true;

    /// <summary>Whether branches may leave it to their pools in which region they are.</summary>
    public bool LeavesOutRegions { get; init; } = true;

    /// <summary>Two policies to refer to: p0, and p1, which may refer to p0.</summary>
    public Gen<NamedPolicy[]> Named =>
        from first in Of(1, 0)
        from second in Of(1, 1)
        select new NamedPolicy[] { new(new("p0"), first), new(new("p1"), second) };

    /// <summary>Trees that refer to the first of the named policies.</summary>
    /// <param name="depth">How many nodes may stand above a leaf.</param>
    /// <param name="named">How many policies there are to refer to.</param>
    public Gen<PolicyNode> Of(int depth, int named)
    {
        var pool = from i in Gen.Choose(0, World.Pools - 1) from most in Gen.Elements(null, null, 1, 2, (int?)16) select (PolicyNode)(Example.Leaf($"p{i}") with { Most = most });
        var leaf = named == 0 ? pool : Gen.Frequency((4, pool), (1, Gen.Choose(0, named - 1).Select(PolicyNode (i) => Example.Refer($"p{i}"))));
        return WithMinimum(depth == 0 ? leaf : Gen.Frequency([(2, leaf), .. Kinds(Of(depth - 1, named))]));
    }

    // A kind more is a line more here, and one in PolicyModel.
    private IEnumerable<(int Frequency, Gen<PolicyNode> Nodes)> Kinds(Gen<PolicyNode> child)
    {
        yield return (3, Failover(child));
        yield return (3, Geographic(child));
        yield return (2, from branches in Branches(child) from isSticky in IsSticky select (PolicyNode)new WeightedNode { Branches = [.. branches], IsSticky = isSticky });
        yield return (2, Sticky(child));
        yield return (2, Shed(child));
        yield return (2, Nearest(child));
        yield return (2, Fastest(child));
        yield return (2, Schedule(child));
        yield return (2, Ramp(child));
        if (HasChance) yield return (2, Capacity(child));
        if (HasChance) yield return (1, from children in Few(child) select (PolicyNode)new RoundRobinNode { Members = [.. children] });
    }

    private Gen<PolicyNode> Failover(Gen<PolicyNode> child) =>
        from children in Few(child)
        from trickle in HasChance ? Gen.Frequency((3, Gen.Constant(0)), (1, Shares)) : Gen.Constant(0)
        from failBack in Gen.Frequency((3, Gen.Constant(FailBack.Automatic)), (1, Gen.Constant(FailBack.Manual)))
        select (PolicyNode)(Example.Failover(children) with { Trickle = trickle, FailBack = failBack });

    private static Gen<PolicyNode> Sticky(Gen<PolicyNode> child) =>
        from branches in Branches(child)
        from ipv4 in Gen.Elements(8, 16, 24, 32)
        from ipv6 in Gen.Elements(33, 48, 56)
        select (PolicyNode)new StickyNode { Branches = [.. branches], IPv4Prefix = ipv4, IPv6Prefix = ipv6 };

    private Gen<PolicyNode> Shed(Gen<PolicyNode> child) =>
        from children in Gen.ArrayOf(child, 2)
        from share in Shares
        from isSticky in IsSticky
        select (PolicyNode)new ShedNode { From = children[0], To = children[1], Share = share, IsSticky = isSticky };

    private Gen<RegionCode?> Region => LeavesOutRegions ? Gen.Elements<RegionCode?>(null, null, new("r0"), new("r1"), new("r2")) : Gen.Elements<RegionCode?>(new("r0"), new("r1"), new("r2"));

    private Gen<PolicyNode> Nearest(Gen<PolicyNode> child) =>
        from branches in Gen.ArrayOf(
            from node in child
            from region in Region
            from bias in Gen.Elements(0, 0, -99, 40, 99)
            select new NearestBranch { Node = node, Region = region, Bias = bias }, 3)
        from most in Gen.Elements(null, 1, 2, (int?)3)
        select (PolicyNode)new NearestNode { Branches = [.. branches], Most = most };

    private Gen<PolicyNode> Fastest(Gen<PolicyNode> child) =>
        from branches in Gen.ArrayOf(from node in child from region in Region select new FastestBranch { Node = node, Region = region }, 3)
        from band in Gen.Elements(0, 10, 10, 150)
        select (PolicyNode)new FastestNode { Branches = [.. branches], Band = band };

    private static Gen<PolicyNode> Schedule(Gen<PolicyNode> child)
    {
        var hours = Gen.Elements(0, 8, 12, 13, 14, 20).Select(hour => new TimeOnly(hour, 0));
        var windows =
            from start in hours
            from end in hours
            from days in Gen.Elements<Weekday[]>([Weekday.Wed], [Weekday.Tue], [Weekday.Tue, Weekday.Wed], [Weekday.Thu])
            from node in child
            select new ScheduleWindow { Days = [.. days], From = start, To = end, Node = node };
        var exceptions = from day in Gen.Choose(0, 4) from node in child select new ScheduleException(new DateOnly(2030, 1, 1).AddDays(day), node);
        return
            from zone in Gen.Elements("UTC", "Europe/Berlin")
            from count in Gen.Choose(0, 2)
            from some in Gen.ArrayOf(windows, count)
            from exception in Gen.ArrayOf(exceptions, 1 - (count / 2))
            from otherwise in child
            select (PolicyNode)new ScheduleNode { Zone = zone, Windows = [.. some], Exceptions = [.. exception], Otherwise = otherwise };
    }

    private Gen<PolicyNode> Ramp(Gen<PolicyNode> child) =>
        from children in Gen.ArrayOf(child, 2)
        from minutes in Gen.Elements(-1, 0, 30, 90, 600)
        from isSticky in IsSticky
        select (PolicyNode)new RampNode
        {
            From = children[0],
            To = children[1],
            Start = Example.Noon.AddMinutes(-minutes),
            Steps = [new(10, 3600), new(50, 7200), new(100, 0)],
            IsSticky = isSticky,
        };

    private static Gen<PolicyNode> Capacity(Gen<PolicyNode> child) =>
        from children in Few(child)
        from overflow in Gen.Elements(Enum.GetValues<CapacityOverflow>())
        select (PolicyNode)new CapacityNode { Branches = [.. children.Select(node => new CapacityBranch(node))], Overflow = overflow };

    private Gen<bool> IsSticky => HasChance ? Gen.Elements(false, true) : Gen.Constant(true);

    private Gen<PolicyNode> WithMinimum(Gen<PolicyNode> nodes) => !HasMinimums ? nodes :
        from node in nodes
        from minimum in Gen.Frequency<Minimum?>(
            (6, Gen.Constant<Minimum?>(null)),
            (1, Gen.Choose(1, 4).Select(Minimum? (count) => new() { Count = count })),
            (1, Gen.Elements(1, 34, 50, 51, 100).Select(Minimum? (share) => new() { Share = share })))
        select node with { Minimum = minimum };

    private static Gen<PolicyNode> Geographic(Gen<PolicyNode> child) =>
        from otherwise in Gen.Frequency((3, child), (1, Gen.Constant<PolicyNode>(null!)))
        from children in Few(child)
        from places in Gen.Shuffle(Places)
        from areFences in Gen.ArrayOf(Gen.Elements(false, false, true), children.Length)
        let node = Example.Geographic(otherwise, [.. children.Select((node, i) => (string.Join(' ', places.Skip(i * 3).Take(i + 1)), node))])
        select (PolicyNode)(node with { Branches = [.. node.Branches.Select((branch, i) => branch with { Fence = areFences[i] })] });

    private static Gen<WeightedBranch[]> Branches(Gen<PolicyNode> child) =>
        from children in Few(child)
        from weights in Gen.ArrayOf(Gen.Choose(0, 3), children.Length)
        select children.Select((node, i) => new WeightedBranch(i == 0 ? weights[i] + 1 : weights[i], node)).ToArray();

    private static Gen<PolicyNode[]> Few(Gen<PolicyNode> child) => from count in Gen.Choose(1, 3) from children in Gen.ArrayOf(child, count) select children;
}
