using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Configuration + health + places, compiled: all that an answer needs, and nothing that can change under it. Compiling a
/// configuration is rare and dear; <see cref="With(HealthTable, DateTimeOffset)"/> is cheap and shares everything else.
/// </summary>
public sealed record Snapshot
{
    internal Snapshot(NameTable names, PolicyTable policies) => (Names, Policies) = (names, policies);

    /// <summary>The version of the configuration.</summary>
    public required long Version { get; init; }

    /// <summary>The number of zones.</summary>
    public required int ZoneCount { get; init; }

    /// <summary>The health it was made with.</summary>
    public required HealthTable Health { get; init; }

    /// <summary>What the targets of ALIAS records have.</summary>
    public AliasTable Aliases { get; init; } = AliasTable.Empty;

    /// <summary>The names of all zones that are answered with the addresses of others.</summary>
    public required ImmutableArray<FlattenedName> FlattenedNames { get; init; }

    /// <summary>Where clients are: the operator's word, else the database's.</summary>
    public PlaceTable Places { get; private init; } = PlaceTable.Empty;

    /// <summary>What the operator wrote of places.</summary>
    internal PlaceTable KnownPlaces { get; init; } = PlaceTable.Empty;

    /// <summary>All endpoints of all pools.</summary>
    public required EndpointTable Endpoints { get; init; }

    /// <summary>How each endpoint stands, by the index of <see cref="Endpoints"/>.</summary>
    public required ImmutableArray<Standing> Standings { get; init; }

    /// <summary>The steered names of all zones.</summary>
    public required SteeredNameList SteeredNames { get; init; }

    /// <summary>
    /// From when on <see cref="With(HealthTable, DateTimeOffset)"/> may give another snapshot with the same health: a drill or what is
    /// forced ends, a schedule or a ramp comes to its next step, who returned gets more of its share; null: never by itself.
    /// </summary>
    public required DateTimeOffset? ChangesAt { get; init; }

    /// <summary>The moment it is for.</summary>
    public DateTimeOffset Moment { get; private init; }

    /// <summary>Whether it would be another at <paramref name="now"/>, with the same health: its time came, or the clock was set back since.</summary>
    public bool IsStale(DateTimeOffset now) => ChangesAt is { } end && (now >= end || now < Moment);

    /// <summary>The weights that count, by the index of <see cref="Endpoints"/>: those written, or tenths of them.</summary>
    internal int[] Weights { get; init; } = [];

    internal NameTable Names { get; }

    /// <summary>What each of <see cref="FlattenedNames"/> is answered with: by its index, first IPv4, then IPv6.</summary>
    internal FlattenedSet[] FlattenedSets { get; init; } = [];

    /// <summary>What decides for steered names, by the place that their entries have.</summary>
    internal PolicyTable Policies { get; }

    /// <summary>Which branches of geographic nodes a client fits.</summary>
    internal Geography Geography { get; init; } = Geography.Empty;

    /// <summary>Which of <see cref="Geography"/>'s sets tells which vantages are near a client; −1: no pool asks.</summary>
    internal int VantageSet { get; init; } = -1;

    /// <summary>The same set; null: no pool asks.</summary>
    internal VantageSet? Vantages => VantageSet < 0 ? null : (VantageSet)Geography.Set(VantageSet);

    /// <summary>What clients near some vantages are answered from first; null: nobody sees anything else than all together.</summary>
    internal RegionalSnapshots? Regional { get; private init; }

    /// <summary>Near which region the vantages stand that see it so; null: it is what all together see.</summary>
    internal RegionCode? Viewpoint { get; private init; }

    /// <summary>How each leaf stands: pools by their index, then leaves of records; of each first IPv4, then IPv6.</summary>
    internal PoolStanding[] PoolStandings { get; init; } = [];

    /// <summary>How each policy node stands, by its index, first IPv4, then IPv6: the best standing in which it has something for someone.</summary>
    internal Standing[] NodeStandings { get; init; } = [];

    /// <summary>What policy nodes decide by time and health alone, folded: each <see cref="NodeFold"/> has its numbers there.</summary>
    internal int[] NodeNumbers { get; init; } = [];

    /// <summary>How leaves and nodes stand for other types than addresses: a pair after the other, in the order of <see cref="SteeredTypes"/>.</summary>
    internal TypePair?[] RecordStandings { get; init; } = [null, null, null];

    /// <summary>The leaves of policies that hold records.</summary>
    internal RecordLeaves RecordLeaves { get; init; } = RecordLeaves.Compile([]);

    /// <summary>The protocols of made HTTPS and SVCB records, by the number of their binding.</summary>
    internal byte[][] Protocols { get; init; } = [];

    /// <summary>Who may ask why an answer is what it is; null: nobody.</summary>
    internal PrefixTable<bool>? ExplainTo { get; init; }

    /// <summary>Whether a policy falls back to what was available last.</summary>
    internal bool RemembersAvailability { get; init; }

    /// <summary>When endpoints were available last, by their index.</summary>
    internal LastAvailable LastAvailable { get; init; } = LastAvailable.Nothing;

    /// <summary>For which policies that have more than most nothing is about to change, by their number.</summary>
    internal bool[] AreCalm { get; init; } = [];

    /// <summary>The number of names that exist, in all zones.</summary>
    public int NameCount => Names.Count;

    /// <summary>Compiles a configuration that passed <see cref="Validation.ConfigurationValidation"/>.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="version">Its version; becomes the SOA serial of every zone.</param>
    /// <param name="health">The health of the endpoints.</param>
    /// <param name="now">The moment it is for: a drill past its end no longer counts.</param>
    /// <param name="database">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    /// <param name="before">
    /// What was answered from until now: nodes that are the same go on as they stood, if that matters to them (<see cref="FailBack.Manual"/>);
    /// null: they begin anew. So does what is known of which endpoints were available when.
    /// </param>
    public static Snapshot Compile(
        ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now, PlaceTable? database = null, Snapshot? before = null) =>
        SnapshotCompiler.Compile(document, version, health, now, before).With(database);

    /// <summary>The same configuration with another database of places; the operator's word still wins over it.</summary>
    /// <param name="database">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    public Snapshot With(PlaceTable? database)
    {
        var places = database is null ? KnownPlaces : KnownPlaces.Over(database);
        return (this with { Places = places, Geography = Geography.With(places) }).WithRegional();
    }

    /// <summary>The same configuration with other health.</summary>
    /// <param name="health">The health of the endpoints.</param>
    /// <param name="now">The moment it is for.</param>
    public Snapshot With(HealthTable health, DateTimeOffset now)
    {
        var next = new Soonest(now);
        var folded = this with { Health = health, Regional = null, Moment = now, Weights = WeightFold.Fold(Endpoints, health, now, ref next) };
        var standings = StandingFold.Fold(Endpoints, health, now, ref next);
        folded = folded.WithStandings(standings, ref next);
        return folded with
        {
            AreCalm = CalmFold.Fold(folded, ref next),
            LastAvailable = RemembersAvailability ? LastAvailable.With(standings) : LastAvailable,
            ChangesAt = next.At,
        };
    }

    /// <summary>The same configuration with other addresses of the targets of ALIAS records.</summary>
    /// <param name="aliases">What the targets have.</param>
    public Snapshot With(AliasTable aliases) => (this with { Aliases = aliases, FlattenedSets = FlattenedSet.Compile(FlattenedNames, aliases) }).WithRegional();

    /// <summary>The same snapshot with some endpoints down: how faults are played without touching anything live.</summary>
    /// <param name="isDown">Whether an endpoint is to be down.</param>
    public Snapshot WithFault(Func<CompiledEndpoint, bool> isDown)
    {
        var next = new Soonest(Moment);
        return WithStandings([.. Standings.Select((standing, i) => standing > Standing.Down && isDown(Endpoints[i]) ? Standing.Down : standing)], ref next);
    }

    /// <summary>The place of an address, and for how wide a block around it that is known.</summary>
    public Place FindPlace(GlobalLb.Dns.Messages.ClientAddress address, out int length) => Places.Find(address, out length);

    /// <summary>Seconds a resolver may keep an answer of a policy now.</summary>
    internal uint TtlOf(CompiledPolicy policy) => policy.HasMore && !AreCalm[policy.Number] ? policy.LeastTtl : policy.Ttl;

    /// <summary>How the endpoints of one family of a pool stand.</summary>
    internal ref readonly PoolStanding StandingOf(int pool, bool isIPv4) => ref PoolStandings[(pool * 2) + (isIPv4 ? 0 : 1)];

    /// <summary>The same as the vantages near a region see it.</summary>
    /// <param name="region">The region.</param>
    /// <param name="standings">How endpoints stand for them.</param>
    /// <param name="next">Is told when something changes by itself.</param>
    internal Snapshot SeenFrom(RegionCode region, Standing[] standings, ref Soonest next) => Fold(standings, ref next) with { Viewpoint = region };

    /// <summary>The same with endpoints and nodes standing as in another one, which vantages somewhere see.</summary>
    internal Snapshot SeenAs(Snapshot view) => this with
    {
        Regional = null,
        Viewpoint = view.Viewpoint,
        Standings = view.Standings,
        PoolStandings = view.PoolStandings,
        RecordStandings = view.RecordStandings,
        NodeStandings = view.NodeStandings,
        NodeNumbers = view.NodeNumbers,
    };

    private Snapshot WithRegional() => Regional is null ? this : this with { Regional = Regional.Over(this) };

    private Snapshot WithStandings(Standing[] standings, ref Soonest next)
    {
        var folded = Fold(standings, ref next);
        return folded with { Regional = RegionalSnapshots.Fold(folded, ref next) };
    }

    private Snapshot Fold(Standing[] standings, ref Soonest next)
    {
        var folded = this with
        {
            Regional = null,
            Standings = ImmutableCollectionsMarshal.AsImmutableArray(standings),
            PoolStandings = TypePair.Append(RecordLeaves, StandingFold.FoldPools(Endpoints, Weights, standings, Moment, ref next)),
        };
        if (RecordLeaves.Count > 0) folded = folded with { RecordStandings = TypePair.Fold(folded, ref next) };
        return folded with { NodeStandings = PolicyFold.Fold(folded, ref next, out var numbers), NodeNumbers = numbers };
    }
}
