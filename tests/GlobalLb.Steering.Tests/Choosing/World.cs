using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Choosing;

/// <summary>An arbitrary valid configuration of one steered name, with health before and now, and one client who asks.</summary>
internal sealed record World(
    ConfigurationDocument Document, (IPNetwork Prefix, Place Place)[] Database, HealthTable Before, HealthTable Health, ClientAddress Address, ClientAddress Other, bool IsIPv4, ulong Draw)
{
    /// <summary>The number of pools; they are called p0, p1 and so on.</summary>
    public const int Pools = 4;

    private static readonly string[] Countries = ["DE", "FR", "US", "IN"];

    private static readonly Gen<string> Prefixes = Gen.Elements(
        "10.0.0.0/8", "10.1.0.0/16", "10.1.64.0/18", "10.1.128.0/17", "10.2.0.0/16", "10.3.0.0/16", "128.0.0.0/1", "2001:db8::/33", "2001:db8:8000::/34", "::/0");

    // What a database may say, some of it with more than a country, some of it with less.
    private static readonly Place[] Found =
    [
        Place.Of(Example.Place("subdivision:US-CA")).At(new Coordinates(37.4, -122.1)).In(64_500), Place.Of(Example.Place("subdivision:DE-BE")).At(new Coordinates(52.5, 13.4)),
        Place.OfCountry("IN").In(64_501), Place.OfCountry("US"), Place.OfContinent("EU"), default(Place).In(64_500), default(Place).At(new Coordinates(-33.9, 18.4)),
    ];

    private static readonly (double Latitude, double Longitude)[] Points = [(50.1, 8.7), (38.9, -77.4), (19.1, 72.9)];

    private static readonly Gen<Latency> Latencies =
        from place in Gen.Elements("country:DE", "country:US", "continent:EU", "subdivision:US-CA", "asn:64500", "10.0.0.0/8", "10.1.0.0/16", "::/0")
        from region in Gen.Choose(0, 2)
        from milliseconds in Gen.Elements(10, 10.9, 11.5, 20, 80)
        select new Latency { Place = Example.Place(place), Region = new($"r{region}"), Milliseconds = milliseconds };

    private static readonly Gen<ClientAddress> Clients =
        from isIPv4 in Gen.Frequency((3, Gen.Constant(true)), (1, Gen.Constant(false)))
        from first in Gen.Elements(10, 10, 10, 11, 200)
        from second in Gen.Choose(0, 4)
        from third in Gen.Elements(0, 64, 128, 192)
        select isIPv4
            ? ClientAddress.Read([(byte)first, (byte)second, (byte)third, 1])
            : ClientAddress.Read([0x20, 0x01, 0x0d, 0xb8, (byte)third, (byte)second, .. new byte[10]]);

    public static Arbitrary<World> Any { get; } = Generator(new SomeTrees());

    public static Arbitrary<World> WithoutChance { get; } = Generator(new SomeTrees { HasChance = false });

    /// <summary>Valid even without the pools of a branch.</summary>
    public static Arbitrary<World> WithRegions { get; } = Generator(new SomeTrees { LeavesOutRegions = false });

    public static Arbitrary<World> WithoutMinimum { get; } = Generator(new SomeTrees { HasMinimums = false });

    public Snapshot Snapshot { get; } = Snapshot.Compile(Document, 1, Before, Example.Noon, PlaceTable.Compile(Database)).With(Health, Example.Noon);

    public Choice Choice => ChooseFor(Address);

    public CompiledName Name => Snapshot.SteeredNames[0];

    public Fallback Fallback => Name.Policy.Fallback;

    /// <summary>Whether the fallback answers endpoints, whatever their health.</summary>
    public bool FallsBackToEndpoints => Fallback is Fallback.PreferredPool or Fallback.AllEndpoints or Fallback.LastGood;

    public Choice ChooseFor(ClientAddress address, Trace? trace = null) =>
        Chooser.Choose(Name, Snapshot, new Client(address), IsIPv4, Draw, trace);

    /// <summary>How the endpoints of the family stand that the policy could ever pick for this client.</summary>
    public IEnumerable<Standing> InReach()
    {
        var pools = Reach(Document.Zones[0].SteeredNames[0].Policy).ToHashSet();
        return Of(index => pools.Contains(Snapshot.Endpoints[index].Pool.Code));
    }

    /// <summary>Whether all that is answered is of pools that the policy could ever pick for this client.</summary>
    public bool IsInReach => Explainer.Answered(Choice).All(endpoint => Reach(Document.Zones[0].SteeredNames[0].Policy).Contains(endpoint.Pool.Code));

    /// <summary>Whether a fence keeps the client from something.</summary>
    public bool IsFenced => HasFence(Document.Zones[0].SteeredNames[0].Policy);

    /// <summary>How all endpoints of the family stand that the policy names.</summary>
    public IEnumerable<Standing> Named() => Of(_ => true);

    /// <summary>Whether networks may stay with what is drained.</summary>
    public bool IsSticky => Document.NodesOf(Document.Zones[0].SteeredNames[0].Policy).OfType<StickyNode>().Any();

    /// <summary>The codes of the endpoints that one answer has.</summary>
    public List<EndpointCode> OneAnswer()
    {
        var codes = new List<EndpointCode>();
        for (var lineup = new Lineup(Choice, Draw); lineup.TryNext(out var index, out _);) codes.Add(Snapshot.Endpoints[index].Code);
        return codes;
    }

    public IEnumerable<Standing> Answered() =>
        Explainer.Answered(Choice).Select(endpoint => Snapshot.Standings[Snapshot.Endpoints.ToList().FindIndex(known => known.Code == endpoint.Code)]);

    public override string ToString() =>
        $"{Address} (and {Other}) asks for {(IsIPv4 ? "A" : "AAAA")} with draw {Draw}; standings {string.Join(' ', Snapshot.Standings)}; down before {string.Join(' ', Before.Endpoints.Where(known => known.Value.Health == HealthState.Down).Select(known => known.Key.Value).Order(StringComparer.Ordinal))}; down nearby {string.Join(' ', DownNearby().Select(code => code.Value).Order(StringComparer.Ordinal))}; {string.Join(' ', Database)}; {ConfigurationJson.Write(Document)}";

    private IEnumerable<Standing> Of(Func<int, bool> fits) => Enumerable.Range(0, Snapshot.Endpoints.Count).Where(IsNamed).Where(fits).Select(index => Snapshot.Standings[index]);

    private bool IsNamed(int index) =>
        (Snapshot.Endpoints[index].Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) == IsIPv4 && Document.NodesOf(Document.Zones[0].SteeredNames[0].Policy).OfType<PoolNode>().Any(leaf => leaf.Pool == Snapshot.Endpoints[index].Pool.Code);

    // The model: which leaves a client can come to, written without any of the evaluator's code.
    private IEnumerable<PoolCode> Reach(PolicyNode node) => node is PoolNode pool ? [pool.Pool] : Below(node).SelectMany(Reach);

    private bool HasFence(PolicyNode node) =>
        (node is GeographicNode geographic && geographic.Branches.Any(branch => branch.Fence && branch.Places.Any(IsAt))) || Below(node).Any(HasFence);

    /// <summary>The children of a node that the client could ever go to.</summary>
    public IEnumerable<PolicyNode> Below(PolicyNode node) => node switch
    {
        ReferenceNode reference => [Document.FindPolicy(reference.Policy)!],
        ScheduleNode schedule => PolicyModel.AtNoon(schedule),
        GeographicNode geographic => Fitting(geographic),
        NearestNode nearest => Fitting(nearest),
        _ => node.Children,
    };

    /// <summary>The children of a node that the client may go to, best first.</summary>
    public IEnumerable<PolicyNode> Fitting(GeographicNode node)
    {
        var fits = node.Branches.SelectMany(branch => branch.Places.Where(IsAt).Select(place => (Branch: branch, Rank: RankOf(place))))
            .OrderByDescending(fit => fit.Rank).Select(fit => fit.Branch).ToList();
        var fence = fits.FindIndex(branch => branch.Fence);
        if (fence >= 0) return fits.Take(fence + 1).Select(branch => branch.Node);
        return fits.Select(branch => branch.Node).Concat(node.Otherwise is { } otherwise ? [otherwise] : []);
    }

    /// <summary>What the vantages near the client find down; nothing when none are, or nobody knows where the client is.</summary>
    public HashSet<EndpointCode> DownNearby()
    {
        var asking = Document.Pools.Where(pool => pool.RegionalHealth).SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code).ToHashSet();
        if (PointOf() is not { } client || asking.Count == 0 || Document.Vantages.IsEmpty) return [];
        var nearest = Document.Vantages.Select(vantage => vantage.Region!.Value).MinBy(region => Way(client, Document.FindRegion(region)!));
        return [.. Health.Regional.Where(view => view.Region == nearest).SelectMany(view => view.Down.Keys).Where(asking.Contains)];
    }

    /// <summary>The children of a node that the client may go to, best first.</summary>
    public IEnumerable<PolicyNode> Fitting(NearestNode node)
    {
        var point = PointOf();
        return node.Branches.OrderBy(branch => point is { } client ? Way(client, Document.FindRegion(branch.Region ?? FirstRegion(branch.Node))!) * (1 - (branch.Bias / 100.0)) : 0)
            .Take(node.Most ?? int.MaxValue).Select(branch => branch.Node);
    }

    /// <summary>The children of a node that the client may go to, best first.</summary>
    public IEnumerable<PolicyNode> Fitting(FastestNode node)
    {
        var left = node.Branches.Select(branch => (branch.Node, Time: TimeTo(branch.Region ?? FirstRegion(branch.Node)))).ToList();
        while (left.Count > 0)
        {
            var worst = left.Min(branch => branch.Time) * (1 + (node.Band / 100.0));
            var good = left.Where(branch => worst is null || branch.Time <= worst).ToList();
            foreach (var branch in good) yield return branch.Node;
            left.RemoveAll(good.Contains);
        }
    }

    private Coordinates? PointOf() => PlaceOf().Coordinates ?? Middles.Of(PlaceOf());

    private double? TimeTo(RegionCode region) =>
        Document.Latencies.Where(latency => latency.Region == region && IsAt(latency.Place)).MaxBy(latency => RankOf(latency.Place))?.Milliseconds;

    // The spherical law of cosines.
    private static double Way(Coordinates client, Region region)
    {
        double north = double.DegreesToRadians(client.Latitude), other = double.DegreesToRadians(region.Latitude);
        var east = double.DegreesToRadians(region.Longitude - client.Longitude);
        return Math.Acos((Math.Sin(north) * Math.Sin(other)) + (Math.Cos(north) * Math.Cos(other) * Math.Cos(east)));
    }

    private RegionCode FirstRegion(PolicyNode node) => Document.FindPool(Document.NodesOf(node).OfType<PoolNode>().First().Pool)!.Region;

    // Prefixes from the longest, then networks, subdivisions, countries, continents.
    private static int RankOf(PlaceMatch place) =>
        place.Prefix is { } prefix ? prefix.PrefixLength + 4 : place.Asn is not null ? 3 : place.Subdivision is not null ? 2 : place.Country is not null ? 1 : 0;

    private bool IsAt(PlaceMatch place)
    {
        if (place.Prefix is { } prefix) return prefix.Contains(Address.ToIPAddress());
        var here = PlaceOf();
        return place.Asn is { } asn ? here.Asn == asn
            : place.Subdivision is { } subdivision ? here.SubdivisionCode == subdivision
            : place.Country is { } country ? here.CountryCode == country : here.ContinentCode == place.Continent;
    }

    private Place PlaceOf()
    {
        var known = Document.Places.Where(known => known.Prefix.Contains(Address.ToIPAddress())).MaxBy(known => known.Prefix.PrefixLength);
        var found = Database.Where(row => row.Prefix.Contains(Address.ToIPAddress())).OrderByDescending(row => row.Prefix.PrefixLength).FirstOrDefault().Place;
        return known is null ? found : Place.OfCountry(known.Country).Over(found);
    }

    private static Arbitrary<World> Generator(SomeTrees trees) =>
        (from regions in Gen.ArrayOf(Gen.Frequency((5, Gen.Constant(RegionState.Open)), (2, Gen.Constant(RegionState.Drained)), (2, Gen.Constant(RegionState.Evacuated))), 3)
         from pools in Gen.ArrayOf(PoolShapes, Pools)
         from named in trees.Named
         from policy in trees.Of(3, named.Length)
         from fallback in Gen.Elements(Enum.GetValues<Fallback>())
         from places in Gen.ArrayOf(Prefixes, 5)
         from countries in Gen.ArrayOf(Gen.Elements(Countries), 5)
         from networks in Gen.ArrayOf(from prefix in Prefixes from place in Gen.Elements(Found) select (Prefix: IPNetwork.Parse(prefix), Place: place), 6)
         from latencies in Gen.ArrayOf(Latencies, 6)
         from before in States
         from health in States
         from areRegional in Gen.ArrayOf(Gen.Elements(true, true, false), Pools)
         from vantages in Gen.SubListOf(0, 1, 2)
         from nearby in Gen.ArrayOf(Gen.ArrayOf(Gen.Elements(true, false), Pools * 3), 3)
         from address in Clients
         from other in Clients
         from isIPv4 in Gen.Elements(true, true, false)
         from draw in ArbMap.Default.GeneratorFor<ulong>()
         select new World(
             Build(regions, pools, policy, fallback, places.Zip(countries), areRegional) with { Vantages = [.. vantages.Select(i => new KnownVantage { Code = new($"v{i}"), Region = new($"r{i}") })], Policies = [.. named], Latencies = [.. latencies.DistinctBy(latency => (latency.Place, latency.Region))] },
             networks.DistinctBy(network => network.Prefix).ToArray(),
             Table(before), Table(health) with { Regional = [.. nearby.Select((down, i) => Example.Regional($"r{i}", [.. down.Index().Where(item => item.Item).Select(item => $"e{item.Index}")]))] }, address, other, isIPv4, draw * 0x9E37_79B9_7F4A_7C15)).ToArbitrary();

    private static Gen<HealthState[]> States =>
        Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(HealthState.Up)), (3, Gen.Constant(HealthState.Down)), (1, Gen.Constant(HealthState.Unknown))), Pools * 3);

    private static HealthTable Table(HealthState[] states) => Example.Table(states.Select((state, i) => ($"e{i}", state)));

    private static Gen<(int Region, bool[] AreIPv4, int[] Weights)> PoolShapes =>
        from region in Gen.Choose(0, 2)
        from count in Gen.Choose(1, 3)
        from families in Gen.ArrayOf(Gen.Elements(true, true, false), count)
        from weights in Gen.ArrayOf(Gen.Choose(0, 2), count)
        select (region, families, weights);

    private static ConfigurationDocument Build(
        RegionState[] regions, (int Region, bool[] AreIPv4, int[] Weights)[] pools, PolicyNode policy, Fallback fallback,
        IEnumerable<(string Prefix, string Country)> places, bool[] areRegional) => Example.Document with
        {
            Regions = [.. regions.Select((state, i) => Example.Region($"r{i}", state) with { Latitude = Points[i].Latitude, Longitude = Points[i].Longitude, Capacity = i == 2 ? null : 100, Load = i == 0 ? 130 : 50 })],
            Pools = [.. pools.Select((shape, i) => Example.Pool($"p{i}", $"r{shape.Region}") with
            {
                RegionalHealth = areRegional[i],
                Endpoints = [.. shape.AreIPv4.Select((isIPv4, j) => Example.Endpoint(
                    $"e{(i * 3) + j}", isIPv4 ? $"192.0.2.{(i * 3) + j + 1}" : $"2001:db8::{(i * 3) + j + 1}", shape.Weights[j]))],
            })],
            Zones = [Example.Document.Zones[0] with { SteeredNames = [Example.Steered("www.example.test", policy, fallback) with { FallbackRecords = fallback == Fallback.Static ? [Example.Static(RecordType.A, "192.0.2.200")] : [] }] }],
            Places = [.. places.DistinctBy(place => place.Prefix).Select(place => new KnownPlace { Prefix = IPNetwork.Parse(place.Prefix), Country = place.Country })],
        };
}
