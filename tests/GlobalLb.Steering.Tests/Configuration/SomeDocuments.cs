using System.Collections.Immutable;
using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>Documents with everything that can be written in one, valid or not.</summary>
internal static partial class SomeDocuments
{
    private static readonly Gen<string> Texts = Gen.Elements("", "a", "eu-west", "é \"quoted\" \\ <&>", "\u0001\n\t", "雪 🌍", "x/y+z'");
    private static readonly Gen<uint> Seconds = Gen.Elements(0u, 1u, 30u, 3600u, uint.MaxValue);
    // None with a positive exponent: digits put behind it would make it infinite, which can be read but not written.
    private static readonly Gen<double> Numbers = Gen.Elements(0, -0.0, 1, 0.1, -33.86, 1e-7, 123456.789, 10);
    private static readonly Gen<int> Integers = Gen.Elements(0, 1, -1, 443, int.MaxValue, int.MinValue);
    private static readonly Gen<DomainName> Names = Gen.Elements("example.test.", ".", "*.a.example.test.", "UPPER.test.", "a\\.b.test.", "\\255x.test.").Select(DomainName.Parse);
    private static readonly Gen<IPAddress> Addresses = Gen.Elements("192.0.2.1", "2001:db8::1", "::", "255.255.255.255", "::ffff:192.0.2.1").Select(IPAddress.Parse);
    private static readonly Gen<IPNetwork> Prefixes = Gen.Elements("192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32").Select(text => IPNetwork.Parse(text));
    private static readonly Gen<DateTimeOffset> Moments = Gen.Elements(default, Example.Noon, new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(5.5)).AddTicks(9));

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

    private static readonly Gen<ProbeDefaults> Defaults =
        from times in Maybe(Numbers).ListOf(4)
        from counts in Maybe(Integers).ListOf(6)
        select new ProbeDefaults
        {
            IntervalSeconds = times[0],
            TimeoutSeconds = times[1],
            RecheckSeconds = times[2],
            DownIntervalSeconds = times[3],
            Rise = counts[0],
            Fall = counts[1],
            FailuresOf = counts[2],
            CertificateWarnDays = counts[3],
            CertificateDownDays = counts[4],
            MostLatencyMilliseconds = counts[5],
        };

    private static readonly Gen<Probe> Probes =
        from kind in Any<ProbeKind>()
        from port in Maybe(Integers)
        from host in Texts.OrNull()
        from path in Texts
        from statuses in Integers.Two()
        from times in Maybe(Numbers).Two()
        from counts in Maybe(Integers).Two()
        select new Probe
        {
            Kind = kind,
            Port = port,
            Host = host,
            Path = path,
            LowestStatus = statuses.Item1,
            HighestStatus = statuses.Item2,
            IntervalSeconds = times.Item1,
            TimeoutSeconds = times.Item2,
            Rise = counts.Item1,
            Fall = counts.Item2,
        };

    private static readonly Gen<Probe> RichProbes =
        from probe in Probes
        from texts in Texts.OrNull().ListOf(9)
        from name in Texts
        from role in Any<ProbeRole>()
        from flags in Gen.Elements(true, false).Two()
        from headers in Few(from header in Texts from value in Texts select new ProbeHeader(header, value))
        from timing in Defaults
        from question in (from asked in Names from type in Gen.Elements(RecordType.A, RecordType.TXT, (RecordType)65280) from answer in Texts.OrNull() select new ProbeQuestion(asked, type, answer)).OrNull()
        from script in (from path in Texts from arguments in Few(Texts) select new ProbeScript { Path = path, Arguments = arguments }).OrNull()
        from push in Numbers.Select(seconds => new ProbePush(seconds)).OrNull()
        select probe with
        {
            Name = name,
            Role = role,
            ServerName = texts[0],
            Tls = flags.Item1,
            Method = texts[1],
            Headers = headers,
            Http2 = flags.Item2,
            Statuses = texts[2],
            BodyContains = texts[3],
            BodyMatches = texts[4],
            MostLatencyMilliseconds = timing.MostLatencyMilliseconds,
            Send = texts[5],
            Expect = texts[6],
            Question = question,
            Service = texts[7],
            Script = script,
            Push = push,
            CertificateWarnDays = timing.CertificateWarnDays,
            CertificateDownDays = timing.CertificateDownDays,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.RecheckSeconds,
            DownIntervalSeconds = timing.DownIntervalSeconds,
        };

    private static readonly Gen<ProbeOverride> Overrides =
        from port in Maybe(Integers)
        from path in Texts.OrNull()
        from host in Texts.OrNull()
        from timing in Defaults
        select new ProbeOverride
        {
            Port = port,
            Path = path,
            Host = host,
            IntervalSeconds = timing.IntervalSeconds,
            TimeoutSeconds = timing.TimeoutSeconds,
            Rise = timing.Rise,
            Fall = timing.Fall,
            FailuresOf = timing.FailuresOf,
            RecheckSeconds = timing.RecheckSeconds,
            DownIntervalSeconds = timing.DownIntervalSeconds,
            CertificateWarnDays = timing.CertificateWarnDays,
            CertificateDownDays = timing.CertificateDownDays,
            MostLatencyMilliseconds = timing.MostLatencyMilliseconds,
        };

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

    private static readonly Gen<Pool> Pools =
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

    private static readonly Gen<KnownVantage> Vantages =
        from code in Texts
        from region in Texts.OrNull()
        from canaries in Few(Texts)
        select new KnownVantage { Code = new(code), Region = region is null ? null : new RegionCode(region), Canaries = [.. canaries.Select(canary => new EndpointCode(canary))] };

    private static readonly Gen<Safety> Safeties =
        from freeze in Integers.Two()
        from withdrawal in Integers.Two()
        from hold in Integers
        from confirmed in Maybe(Moments)
        select new Safety { FreezeShare = freeze.Item1, FreezeSeconds = freeze.Item2, WithdrawalShare = withdrawal.Item1, LeastShare = withdrawal.Item2, HoldDownSeconds = hold, FreezeConfirmedAt = confirmed };

    private static readonly Gen<Maintenance> Maintenances =
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

    private static readonly Gen<PlaceMatch> Places = Gen.Elements("continent:EU", "country:DE", "203.0.113.0/24", "2001:db8::/32", "subdivision:US-CA", "asn:64500")
        .Select(text => PlaceMatch.TryParse(text, out var place, out var problem) ? place : throw new FormatException(problem));

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

    private static readonly Gen<StaticRecord> StaticRecords =
        from type in Gen.Elements(RecordType.A, RecordType.CNAME, RecordType.HTTPS, (RecordType)65280)
        from value in Texts
        select new StaticRecord { Type = type, Value = value };

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
        from latencies in Few(from place in Places from region in Texts from milliseconds in Numbers select new Latency { Place = place, Region = new(region), Milliseconds = milliseconds })
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

    private static Gen<PolicyNode> Nodes(int depth)
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

    private static Gen<T> Any<T>()
        where T : struct, Enum => Gen.Elements(Enum.GetValues<T>());

    private static Gen<T?> Maybe<T>(Gen<T> values)
        where T : struct => Gen.OneOf(Gen.Constant<T?>(null), values.Select(value => (T?)value));

    private static Gen<ImmutableArray<T>> Few<T>(Gen<T> items) =>
        from count in Gen.Choose(0, 2)
        from list in items.ListOf(count)
        select list.ToImmutableArray();
}
