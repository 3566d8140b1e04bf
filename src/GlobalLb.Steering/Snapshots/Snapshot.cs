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
    public PrefixTable<Place> Places { get; private init; } = PrefixTable<Place>.Empty;

    /// <summary>What the operator wrote of places.</summary>
    internal PrefixTable<Place> KnownPlaces { get; init; } = PrefixTable<Place>.Empty;

    /// <summary>All endpoints of all pools.</summary>
    public required EndpointTable Endpoints { get; init; }

    /// <summary>How each endpoint stands, by the index of <see cref="Endpoints"/>.</summary>
    public required ImmutableArray<Standing> Standings { get; init; }

    /// <summary>The steered names of all zones.</summary>
    public required SteeredNameList SteeredNames { get; init; }

    /// <summary>When something ends by itself, such as a drill under way, and <see cref="With(HealthTable, DateTimeOffset)"/> would give another snapshot; null: never by itself.</summary>
    public required DateTimeOffset? ChangesAt { get; init; }

    internal NameTable Names { get; }

    /// <summary>What each of <see cref="FlattenedNames"/> is answered with: by its index, first IPv4, then IPv6.</summary>
    internal FlattenedSet[] FlattenedSets { get; init; } = [];

    /// <summary>What decides for steered names, by the place that their entries have.</summary>
    internal PolicyTable Policies { get; }

    /// <summary>Which branches of geographic nodes a client fits.</summary>
    internal Geography Geography { get; init; } = Geography.Empty;

    /// <summary>How each leaf stands: pools by their index, then leaves of records; of each first IPv4, then IPv6.</summary>
    internal PoolStanding[] PoolStandings { get; init; } = [];

    /// <summary>How each policy node stands, by its index, first IPv4, then IPv6: the best standing in which it has something for someone.</summary>
    internal Standing[] NodeStandings { get; init; } = [];

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
    public static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now, PrefixTable<Place>? database = null) =>
        SnapshotCompiler.Compile(document, version, health, now).With(database);

    /// <summary>The same configuration with another database of places; the operator's word still wins over it.</summary>
    /// <param name="database">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    public Snapshot With(PrefixTable<Place>? database)
    {
        var places = database is null ? KnownPlaces
            : KnownPlaces.HasPrefixes ? database.Combine(KnownPlaces, (found, known) => known.IsKnown ? known : found)
            : database;
        return this with { Places = places, Geography = Geography.With(places) };
    }

    /// <summary>The same configuration with other health.</summary>
    /// <param name="health">The health of the endpoints.</param>
    /// <param name="now">The moment it is for.</param>
    public Snapshot With(HealthTable health, DateTimeOffset now)
    {
        var standings = StandingFold.Fold(Endpoints, health, now);
        var calm = CalmFold.Fold(Policies, Endpoints, health, now, out var calmAt);
        var next = StandingFold.NextChange(Endpoints, now);
        return (this with
        {
            Health = health,
            ChangesAt = calmAt < next || next is null ? calmAt : next,
            AreCalm = calm,
            LastAvailable = RemembersAvailability ? LastAvailable.With(standings) : LastAvailable,
        }).WithStandings(standings);
    }

    /// <summary>The same snapshot with what the one before it knows of the past: which endpoints were available when.</summary>
    /// <param name="before">The snapshot that was answered from; null: there is no past.</param>
    public Snapshot After(Snapshot? before) =>
        before is null || !RemembersAvailability ? this : this with { LastAvailable = LastAvailable.Take(Endpoints, before).With(Standings.AsSpan()) };

    /// <summary>The same configuration with other addresses of the targets of ALIAS records.</summary>
    /// <param name="aliases">What the targets have.</param>
    public Snapshot With(AliasTable aliases) => this with { Aliases = aliases, FlattenedSets = FlattenedSet.Compile(FlattenedNames, aliases) };

    /// <summary>The same snapshot with some endpoints down: how faults are played without touching anything live.</summary>
    /// <param name="isDown">Whether an endpoint is to be down.</param>
    public Snapshot WithFault(Func<CompiledEndpoint, bool> isDown) => WithStandings(
        [.. Standings.Select((standing, i) => standing > Standing.Down && isDown(Endpoints[i]) ? Standing.Down : standing)]);

    /// <summary>The place of an address, and for how wide a block around it that is known.</summary>
    public Place FindPlace(GlobalLb.Dns.Messages.ClientAddress address, out int length) => Places.Find(address, out length);

    /// <summary>Seconds a resolver may keep an answer of a policy now.</summary>
    internal uint TtlOf(CompiledPolicy policy) => policy.HasMore && !AreCalm[policy.Number] ? policy.LeastTtl : policy.Ttl;

    /// <summary>How the endpoints of one family of a pool stand.</summary>
    internal ref readonly PoolStanding StandingOf(int pool, bool isIPv4) => ref PoolStandings[(pool * 2) + (isIPv4 ? 0 : 1)];

    private Snapshot WithStandings(Standing[] standings)
    {
        var pools = TypePair.Append(RecordLeaves, StandingFold.FoldPools(Endpoints, standings));
        return this with
        {
            Standings = ImmutableCollectionsMarshal.AsImmutableArray(standings),
            PoolStandings = pools,
            NodeStandings = PolicyFold.Fold(Policies, Endpoints, standings, pools),
            RecordStandings = RecordLeaves.Count == 0 ? [null, null, null] : TypePair.Fold(Policies, RecordLeaves, Endpoints, standings, pools),
        };
    }
}
