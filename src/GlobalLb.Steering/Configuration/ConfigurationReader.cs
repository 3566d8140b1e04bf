using System.Net;

namespace GlobalLb.Steering.Configuration;

/// <summary>Reads documents in their plain form; a member that is left out has the value that a new object has.</summary>
internal static class ConfigurationReader
{
    private static readonly Region UsualRegion = new() { Code = default, Name = "" };
    private static readonly Pool UsualPool = new() { Code = default, Region = default };
    private static readonly Endpoint UsualEndpoint = new() { Code = default, Address = IPAddress.None };

    public static ConfigurationDocument Document(ref PlainJson json)
    {
        var (regions, pools, zones, places) = (ConfigurationDocument.Empty.Regions, ConfigurationDocument.Empty.Pools, ConfigurationDocument.Empty.Zones, ConfigurationDocument.Empty.Places);
        var (policies, explainTo) = (ConfigurationDocument.Empty.Policies, ConfigurationDocument.Empty.ExplainTo);
        var latencies = ConfigurationDocument.Empty.Latencies;
        var expectations = ConfigurationDocument.Empty.Expectations;
        var (vantages, safety, maintenance) = (ConfigurationDocument.Empty.Vantages, ConfigurationDocument.Empty.Safety, ConfigurationDocument.Empty.Maintenance);
        var probeDefaults = ConfigurationDocument.Empty.ProbeDefaults;
        var alerts = ConfigurationDocument.Empty.Alerts;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("regions"u8, 1, ref seen)) regions = json.List(Region);
            else if (json.Is("pools"u8, 2, ref seen)) pools = json.List(Pool);
            else if (json.Is("zones"u8, 4, ref seen)) zones = json.List(ZoneReader.Zone);
            else if (json.Is("places"u8, 8, ref seen)) places = json.List(KnownPlace);
            else if (json.Is("policies"u8, 16, ref seen)) policies = json.List(PolicyReader.Named);
            else if (json.Is("explainTo"u8, 32, ref seen)) explainTo = json.List(Prefix);
            else if (json.Is("latencies"u8, 64, ref seen)) latencies = json.List(FastestJson.Latency);
            else if (json.Is("expectations"u8, 128, ref seen)) expectations = json.List(ExpectationJson.Read);
            else if (json.Is("vantages"u8, 256, ref seen)) vantages = json.List(JudgingJson.Vantage);
            else if (json.Is("safety"u8, 512, ref seen)) safety = JudgingJson.Safety(ref json);
            else if (json.Is("maintenance"u8, 1024, ref seen)) maintenance = json.List(JudgingJson.Maintenance);
            else if (json.Is("probeDefaults"u8, 2048, ref seen)) probeDefaults = ProbeJson.Defaults(ref json);
            else if (json.Is("alerts"u8, 1 << 15, ref seen)) alerts = json.List(AlertJson.Read);
            else throw PlainJson.NotPlain();
        }

        return new ConfigurationDocument
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
            ProbeDefaults = probeDefaults,
            Alerts = alerts,
        };
    }

    private static IPNetwork Prefix(ref PlainJson json) => json.Prefix();

    private static Region Region(ref PlainJson json)
    {
        var (code, name) = ("", "");
        var (latitude, longitude, state, drill) = (UsualRegion.Latitude, UsualRegion.Longitude, UsualRegion.State, UsualRegion.Drill);
        var (slowStart, openedAt, capacity, load) = (UsualRegion.SlowStart, UsualRegion.OpenedAt, UsualRegion.Capacity, UsualRegion.Load);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("code"u8, 1, ref seen)) code = json.Text();
            else if (json.Is("name"u8, 2, ref seen)) name = json.Text();
            else if (json.Is("latitude"u8, 4, ref seen)) latitude = json.Double();
            else if (json.Is("longitude"u8, 8, ref seen)) longitude = json.Double();
            else if (json.Is("state"u8, 16, ref seen)) state = (RegionState)json.Word(ConfigurationWords.RegionStates);
            else if (json.Is("drill"u8, 32, ref seen)) drill = Drill(ref json);
            else if (json.Is("slowStart"u8, 64, ref seen)) slowStart = json.Int32();
            else if (json.Is("openedAt"u8, 128, ref seen)) openedAt = json.Moment();
            else if (json.Is("capacity"u8, 256, ref seen)) capacity = json.Double();
            else if (json.Is("load"u8, 512, ref seen)) load = json.Double();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new Region
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
    }

    private static Drill Drill(ref PlainJson json)
    {
        DateTimeOffset until = default;
        var startedBy = "";
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("until"u8, 1, ref seen)) until = json.Moment();
            else if (json.Is("startedBy"u8, 2, ref seen)) startedBy = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new Drill(until, startedBy);
    }

    private static Pool Pool(ref PlainJson json)
    {
        var (code, region) = ("", "");
        var (kind, probe, unknownMeans, slowStart, endpoints) = (UsualPool.Kind, UsualPool.Probe, UsualPool.UnknownMeans, UsualPool.SlowStart, UsualPool.Endpoints);
        var (moreProbes, quorumOfProbes) = (UsualPool.MoreProbes, UsualPool.QuorumOfProbes);
        var (vantages, quorum, withoutVantages, regionalHealth) = (UsualPool.Vantages, UsualPool.Quorum, UsualPool.WithoutVantages, UsualPool.RegionalHealth);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("code"u8, 1, ref seen)) code = json.Text();
            else if (json.Is("region"u8, 2, ref seen)) region = json.Text();
            else if (json.Is("kind"u8, 4, ref seen)) kind = (PoolKind)json.Word(ConfigurationWords.PoolKinds);
            else if (json.Is("probe"u8, 8, ref seen)) probe = ProbeJson.Read(ref json);
            else if (json.Is("unknownMeans"u8, 16, ref seen)) unknownMeans = (UnknownMeaning)json.Word(ConfigurationWords.UnknownMeanings);
            else if (json.Is("endpoints"u8, 32, ref seen)) endpoints = json.List(Endpoint);
            else if (json.Is("slowStart"u8, 64, ref seen)) slowStart = json.Int32();
            else if (json.Is("moreProbes"u8, 128, ref seen)) moreProbes = json.List(ProbeJson.Read);
            else if (json.Is("quorumOfProbes"u8, 256, ref seen)) quorumOfProbes = json.Int32();
            else if (json.Is("vantages"u8, 1 << 11, ref seen)) vantages = json.List((ref PlainJson each) => new VantageCode(each.Text()));
            else if (json.Is("quorum"u8, 1 << 12, ref seen)) quorum = JudgingJson.Quorum(ref json);
            else if (json.Is("withoutVantages"u8, 1 << 13, ref seen)) withoutVantages = (SilenceMeaning)json.Word(ConfigurationWords.SilenceMeanings);
            else if (json.Is("regionalHealth"u8, 1 << 14, ref seen)) regionalHealth = json.Boolean();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new Pool
        {
            Code = new(code),
            Region = new(region),
            Kind = kind,
            Probe = probe,
            UnknownMeans = unknownMeans,
            SlowStart = slowStart,
            Endpoints = endpoints,
            MoreProbes = moreProbes,
            QuorumOfProbes = quorumOfProbes,
            Vantages = vantages,
            Quorum = quorum,
            WithoutVantages = withoutVantages,
            RegionalHealth = regionalHealth,
        };
    }

    private static Endpoint Endpoint(ref PlainJson json)
    {
        var (code, address) = ("", UsualEndpoint.Address);
        var (port, weight, availability, forced) = (UsualEndpoint.Port, UsualEndpoint.Weight, UsualEndpoint.Availability, UsualEndpoint.Forced);
        var (dependsOn, own) = (UsualEndpoint.DependsOn, UsualEndpoint.ProbeOverride);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("code"u8, 1, ref seen)) code = json.Text();
            else if (json.Is("address"u8, 2, ref seen)) address = json.Address();
            else if (json.Is("port"u8, 4, ref seen)) port = json.Int32();
            else if (json.Is("weight"u8, 8, ref seen)) weight = json.Int32();
            else if (json.Is("availability"u8, 16, ref seen)) availability = (EndpointAvailability)json.Word(ConfigurationWords.Availabilities);
            else if (json.Is("forced"u8, 32, ref seen)) forced = Forced(ref json);
            else if (json.Is("dependsOn"u8, 64, ref seen)) dependsOn = json.List((ref PlainJson each) => new EndpointCode(each.Text()));
            else if (json.Is("probeOverride"u8, 128, ref seen)) own = ProbeJson.Override(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new Endpoint
        {
            Code = new(code),
            Address = address,
            Port = port,
            Weight = weight,
            Availability = availability,
            Forced = forced,
            DependsOn = dependsOn,
            ProbeOverride = own,
        };
    }

    private static Forced Forced(ref PlainJson json)
    {
        var (reason, owner) = (default(string), default(string));
        DateTimeOffset? until = null;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("reason"u8, 1, ref seen)) reason = json.Text();
            else if (json.Is("owner"u8, 2, ref seen)) owner = json.Text();
            else if (json.Is("until"u8, 4, ref seen)) until = json.Moment();
            else throw PlainJson.NotPlain();
        }

        return new Forced { Reason = reason, Owner = owner, Until = until };
    }

    private static KnownPlace KnownPlace(ref PlainJson json)
    {
        IPNetwork prefix = default;
        var country = "";
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("prefix"u8, 1, ref seen)) prefix = json.Prefix();
            else if (json.Is("country"u8, 2, ref seen)) country = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new KnownPlace { Prefix = prefix, Country = country };
    }
}
