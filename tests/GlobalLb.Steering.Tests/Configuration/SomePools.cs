using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using static GlobalLb.Steering.Tests.Configuration.SomeProbes;
using static GlobalLb.Steering.Tests.Configuration.SomeValues;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Pools and endpoints, and how they are judged.</summary>
internal static class SomePools
{
    private static readonly Gen<Endpoint> Endpoints =
        from code in Texts
        from address in Addresses
        from port in Integers
        from weight in Integers
        from availability in Any<EndpointAvailability>()
        from forced in (from reason in Texts.OrNull() from owner in Texts.OrNull() from until in Maybe(Moments) select new Forced { Reason = reason, Owner = owner, Until = until }).OrNull()
        from dependsOn in Few(Texts)
        from own in Overrides.OrNull()
        select new Endpoint
        {
            Code = new(code),
            Address = address,
            Port = port,
            Weight = weight,
            Availability = availability,
            Forced = forced,
            DependsOn = [.. dependsOn.Select(text => new EndpointCode(text))],
            ProbeOverride = own,
        };

    public static readonly Gen<Pool> Pools =
        from code in Texts
        from region in Texts
        from kind in Any<PoolKind>()
        from probe in Gen.OneOf(Probes, RichProbes).OrNull()
        from more in Few(RichProbes)
        from quorum in Maybe(Integers)
        from unknown in Any<UnknownMeaning>()
        from slowStart in Maybe(Integers)
        from endpoints in Few(Endpoints)
        from vantages in Few(Texts)
        from agreement in Gen.Elements(Quorum.Majority, Quorum.One, Quorum.All)
        from silence in Any<SilenceMeaning>()
        from isRegional in Gen.Elements(false, true)
        select new Pool
        {
            Code = new(code),
            Region = new(region),
            Kind = kind,
            Probe = probe,
            UnknownMeans = unknown,
            SlowStart = slowStart,
            Endpoints = endpoints,
            Vantages = [.. vantages.Select(vantage => new VantageCode(vantage))],
            Quorum = agreement,
            MoreProbes = more,
            QuorumOfProbes = quorum,
            WithoutVantages = silence,
            RegionalHealth = isRegional,
        };

    public static readonly Gen<KnownVantage> Vantages =
        from code in Texts
        from region in Texts.OrNull()
        from canaries in Few(Texts)
        select new KnownVantage { Code = new(code), Region = region is null ? null : new RegionCode(region), Canaries = [.. canaries.Select(canary => new EndpointCode(canary))] };

    public static readonly Gen<Safety> Safeties =
        from freeze in Integers.Two()
        from withdrawal in Integers.Two()
        from hold in Integers
        from confirmed in Maybe(Moments)
        select new Safety { FreezeShare = freeze.Item1, FreezeSeconds = freeze.Item2, WithdrawalShare = withdrawal.Item1, LeastShare = withdrawal.Item2, HoldDownSeconds = hold, FreezeConfirmedAt = confirmed };

    public static readonly Gen<Maintenance> Maintenances =
        from name in Texts
        from moments in Maybe(Moments).Two()
        from days in Few(Any<Weekday>())
        from times in Maybe(Gen.Elements(new TimeOnly(0, 0), new TimeOnly(23, 59))).Two()
        from zone in Texts.OrNull()
        from lead in Integers
        from codes in Few(Texts)
        select new Maintenance
        {
            Name = name,
            From = moments.Item1,
            To = moments.Item2,
            Days = days,
            FromTime = times.Item1,
            ToTime = times.Item2,
            Zone = zone,
            LeadSeconds = lead,
            Regions = [.. codes.Select(code => new RegionCode(code))],
            Pools = [.. codes.Take(1).Select(code => new PoolCode(code))],
            Endpoints = [.. codes.Skip(1).Select(code => new EndpointCode(code))],
        };
}
