using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using static GlobalLb.Steering.Tests.Configuration.SomeValues;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Policies with every kind of node.</summary>
internal static class SomePolicies
{
    public static readonly Gen<PlaceMatch> Places = Gen.Elements("continent:EU", "country:DE", "203.0.113.0/24", "2001:db8::/32", "subdivision:US-CA", "asn:64500")
        .Select(text => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem));

    public static readonly Gen<StaticRecord> StaticRecords =
        from type in Gen.Elements(RecordType.A, RecordType.CNAME, RecordType.HTTPS, (RecordType)65280)
        from value in Texts
        select new StaticRecord { Type = type, Value = value };

    public static Gen<PolicyNode> Nodes(int depth)
    {
        var pool = from code in Texts from most in Maybe(Integers) select (PolicyNode)new PoolNode { Pool = new(code), Most = most };
        var records = Few(StaticRecords).Select(each => (PolicyNode)new RecordsNode { Records = each });
        var leaf = Gen.OneOf(pool, records, Texts.Select(name => (PolicyNode)new ReferenceNode { Policy = new(name) }));
        if (depth == 0) return WithMinimum(leaf);
        var child = Nodes(depth - 1);
        var failover =
            from order in Few(child)
            from trickle in Integers
            from failBack in Any<FailBack>()
            from failedBackAt in Maybe(Moments)
            select (PolicyNode)new FailoverNode { Order = order, Trickle = trickle, FailBack = failBack, FailedBackAt = failedBackAt };
        var branches = Few(from weight in Integers from node in child select new WeightedBranch(weight, node));
        var weighted = from some in branches from isSticky in Gen.Elements(true, false) select (PolicyNode)new WeightedNode { Branches = some, IsSticky = isSticky };
        var geographic =
            from fits in Few(from places in Few(Places) from node in child from isFence in Gen.Elements(true, false) select new GeographicBranch(places, node, isFence))
            from otherwise in child.OrNull()
            select (PolicyNode)new GeographicNode { Branches = fits, Otherwise = otherwise };
        var roundRobin = Few(child).Select(children => (PolicyNode)new RoundRobinNode { Members = children });
        var sticky = from some in branches from ipv4 in Integers from ipv6 in Integers select (PolicyNode)new StickyNode { Branches = some, IPv4Prefix = ipv4, IPv6Prefix = ipv6 };
        var shed =
            from children in child.Two()
            from share in Integers
            from isSticky in Gen.Elements(true, false)
            select (PolicyNode)new ShedNode { From = children.Item1, To = children.Item2, Share = share, IsSticky = isSticky };
        var region = Maybe(Texts.Select(text => new RegionCode(text)));
        var nearest =
            from some in Few(from at in region from bias in Integers from node in child select new NearestBranch { Region = at, Bias = bias, Node = node })
            from most in Maybe(Integers)
            select (PolicyNode)new NearestNode { Branches = some, Most = most };
        var fastest =
            from some in Few(from at in region from node in child select new FastestBranch { Region = at, Node = node })
            from band in Integers
            select (PolicyNode)new FastestNode { Branches = some, Band = band };
        return WithMinimum(Gen.OneOf(leaf, failover, weighted, geographic, roundRobin, sticky, shed, nearest, fastest, Timed(child)));
    }

    private static Gen<PolicyNode> Timed(Gen<PolicyNode> child)
    {
        var time = Gen.Elements(new TimeOnly(0, 0), new TimeOnly(8, 5), new TimeOnly(23, 59));
        var window =
            from days in Few(Any<Weekday>())
            from start in time
            from end in time
            from node in child
            select new ScheduleWindow { Days = days, From = start, To = end, Node = node };
        var exception = from date in Gen.Elements(new DateOnly(1, 1, 1), new DateOnly(2026, 12, 24)) from node in child select new ScheduleException(date, node);
        var schedule =
            from zone in Texts
            from windows in Few(window)
            from exceptions in Few(exception)
            from otherwise in child
            select (PolicyNode)new ScheduleNode { Zone = zone, Windows = windows, Exceptions = exceptions, Otherwise = otherwise };
        var ramp =
            from start in child
            from end in child
            from moment in Moments
            from steps in Few(from share in Integers from hold in Integers select new RampStep(share, hold))
            from sticky in Gen.Elements(true, false)
            select (PolicyNode)new RampNode { From = start, To = end, Start = moment, Steps = steps, IsSticky = sticky };
        var capacity =
            from branches in Few(child)
            from overflow in Any<CapacityOverflow>()
            select (PolicyNode)new CapacityNode { Branches = [.. branches.Select(node => new CapacityBranch(node))], Overflow = overflow };
        return Gen.OneOf(schedule, ramp, capacity);
    }

    private static Gen<PolicyNode> WithMinimum(Gen<PolicyNode> nodes) =>
        from node in nodes
        from minimum in (from count in Maybe(Integers) from share in Maybe(Integers) select new Minimum { Count = count, Share = share }).OrNull()
        select node with { Minimum = minimum };
}
