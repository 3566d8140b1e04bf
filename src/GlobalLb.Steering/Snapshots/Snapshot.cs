using System.Collections.Immutable;
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
    internal Snapshot(NameTable names) => Names = names;

    /// <summary>The version of the configuration.</summary>
    public required long Version { get; init; }

    /// <summary>The configuration as written.</summary>
    public required ConfigurationDocument Document { get; init; }

    /// <summary>The health it was made with.</summary>
    public required HealthTable Health { get; init; }

    /// <summary>What the targets of ALIAS records have.</summary>
    public AliasTable Aliases { get; init; } = AliasTable.Empty;

    /// <summary>Where clients are.</summary>
    public required PrefixTable<Place> Places { get; init; }

    /// <summary>All endpoints of all pools.</summary>
    public required ImmutableArray<CompiledEndpoint> Endpoints { get; init; }

    /// <summary>How each endpoint stands, by the index of <see cref="Endpoints"/>.</summary>
    public required ImmutableArray<Standing> Standings { get; init; }

    /// <summary>The steered names of all zones.</summary>
    public required ImmutableArray<CompiledName> SteeredNames { get; init; }

    /// <summary>When a drill under way ends and <see cref="With(HealthTable, DateTimeOffset)"/> would give another snapshot; null: never by itself.</summary>
    public required DateTimeOffset? ChangesAt { get; init; }

    internal NameTable Names { get; }

    /// <summary>The number of names that exist, in all zones.</summary>
    public int NameCount => Names.Count;

    /// <summary>Compiles a configuration that passed <see cref="Validation.ConfigurationValidation"/>.</summary>
    /// <param name="document">The configuration.</param>
    /// <param name="version">Its version; becomes the SOA serial of every zone.</param>
    /// <param name="health">The health of the endpoints.</param>
    /// <param name="now">The moment it is for: a drill past its end no longer counts.</param>
    public static Snapshot Compile(ConfigurationDocument document, long version, HealthTable health, DateTimeOffset now) =>
        SnapshotCompiler.Compile(document, version, health, now);

    /// <summary>The same configuration with other health.</summary>
    /// <param name="health">The health of the endpoints.</param>
    /// <param name="now">The moment it is for.</param>
    public Snapshot With(HealthTable health, DateTimeOffset now) => this with
    {
        Health = health,
        Standings = StandingFold.Fold(Endpoints, health, now),
        ChangesAt = StandingFold.NextChange(Document, now),
    };

    /// <summary>The same configuration with other addresses of the targets of ALIAS records.</summary>
    /// <param name="aliases">What the targets have.</param>
    public Snapshot With(AliasTable aliases) => this with { Aliases = aliases };

    /// <summary>The same snapshot with some endpoints down: how faults are played without touching anything live.</summary>
    /// <param name="isDown">Whether an endpoint is to be down.</param>
    public Snapshot WithFault(Func<CompiledEndpoint, bool> isDown) => this with
    {
        Standings = [.. Standings.Select((standing, i) => standing > Standing.Down && isDown(Endpoints[i]) ? Standing.Down : standing)],
    };

    /// <summary>The place of an address, and for how wide a block around it that is known.</summary>
    public Place FindPlace(GlobalLb.Dns.Messages.ClientAddress address, out int length) => Places.Find(address, out length);
}
