using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using static GlobalLb.Steering.Tests.Configuration.SomeAlerts;
using static GlobalLb.Steering.Tests.Configuration.SomePolicies;
using static GlobalLb.Steering.Tests.Configuration.SomePools;
using static GlobalLb.Steering.Tests.Configuration.SomeProbes;
using static GlobalLb.Steering.Tests.Configuration.SomeValues;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Documents with everything that can be written in one, valid or not.</summary>
internal static class SomeDocuments
{
    private static readonly Gen<Drill> Drills = from until in Moments from who in Texts select new Drill(until, who);

    private static readonly Gen<Region> Regions =
        from code in Texts
        from name in Texts
        from latitude in Numbers
        from longitude in Numbers
        from state in Any<RegionState>()
        from drill in Drills.OrNull()
        from slowStart in Maybe(Integers)
        from openedAt in Maybe(Moments)
        from capacity in Maybe(Numbers)
        from load in Maybe(Numbers)
        select new Region
        {
            Code = new(code),
            Name = name,
            Latitude = latitude,
            Longitude = longitude,
            State = state,
            Drill = drill,
            SlowStart = slowStart,
            OpenedAt = openedAt,
            Capacity = capacity,
            Load = load,
        };

    private static readonly Gen<ZoneAuthority> Authorities =
        from primary in Names
        from mailbox in Names
        from serial in Maybe(Seconds)
        from times in Seconds.ListOf(5)
        select new ZoneAuthority
        {
            PrimaryNameServer = primary,
            Mailbox = mailbox,
            Serial = serial,
            Refresh = times[0],
            Retry = times[1],
            Expire = times[2],
            NegativeTtl = times[3],
            Ttl = times[4],
        };

    private static readonly Gen<Record> Records =
        from name in Names
        from type in Gen.Elements(RecordType.A, RecordType.TXT, RecordType.ALIAS, (RecordType)65280)
        from ttl in Seconds
        from value in Texts
        select new Record { Name = name, Type = type, Ttl = ttl, Value = value };

    private static readonly Gen<Binding> Bindings = Few(Texts).Select(alpn => new Binding { Alpn = alpn });

    private static readonly Gen<SteeredName> SteeredNames =
        from name in Names
        from ttl in Seconds
        from policy in Nodes(3)
        from fallback in Any<Fallback>()
        from range in (from min in Seconds from max in Seconds select new TtlRange(min, max)).OrNull()
        from records in Few(StaticRecords)
        from https in Bindings.OrNull()
        from svcb in Bindings.OrNull()
        select new SteeredName
        {
            Name = name,
            Ttl = ttl,
            TtlRange = range,
            Policy = policy,
            Fallback = fallback,
            FallbackRecords = records,
            Https = https,
            Svcb = svcb,
        };

    private static readonly Gen<Zone> Zones =
        from name in Names
        from authority in Authorities
        from records in Few(Records)
        from steered in Few(SteeredNames)
        from defaults in Defaults.OrNull()
        select new Zone { Name = name, Authority = authority, Records = records, SteeredNames = steered, ProbeDefaults = defaults };

    private static readonly Gen<KnownPlace> KnownPlaces = from prefix in Prefixes from country in Texts select new KnownPlace { Prefix = prefix, Country = country };

    private static readonly Gen<Expectation> Expectations =
        from name in Names
        from type in Gen.Elements(RecordType.A, RecordType.AAAA, (RecordType)65280)
        from client in Texts
        from down in Few(Texts)
        from expect in Texts
        select new Expectation { Name = name, Type = type, Client = client, Down = down, Expect = expect };

    public static Gen<ConfigurationDocument> All { get; } =
        from regions in Few(Regions)
        from pools in Few(Pools)
        from zones in Few(Zones)
        from places in Few(KnownPlaces)
        from policies in Few(from name in Texts from node in Nodes(2) select new NamedPolicy(new(name), node))
        from explainTo in Few(Prefixes)
        from latencies in Few(from place in SomePolicies.Places from region in Texts from milliseconds in Numbers select new Latency { Place = place, Region = new(region), Milliseconds = milliseconds })
        from expectations in Few(Expectations)
        from vantages in Few(Vantages)
        from safety in Safeties
        from maintenance in Few(Maintenances)
        from defaults in Defaults.OrNull()
        from alerts in Few(Receivers)
        select new ConfigurationDocument
        {
            Regions = regions,
            Pools = pools,
            Zones = zones,
            Places = places,
            Policies = policies,
            ExplainTo = explainTo,
            Latencies = latencies,
            Expectations = expectations,
            Vantages = vantages,
            Safety = safety,
            Maintenance = maintenance,
            ProbeDefaults = defaults,
            Alerts = alerts,
        };
}
