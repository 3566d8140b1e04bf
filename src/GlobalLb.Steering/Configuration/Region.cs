namespace GlobalLb.Steering.Configuration;

/// <summary>A place we serve from.</summary>
public sealed record Region
{
    /// <summary>The most that a capacity or a load may be: more than any unit needs, and far from where sums of doubles lose what matters.</summary>
    public const double MostLoad = 1e15;

    /// <summary>How everything refers to it, such as <c>eu-west</c>.</summary>
    public required RegionCode Code { get; init; }

    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>Degrees north of the equator, −90 to 90.</summary>
    public double Latitude { get; init; }

    /// <summary>Degrees east of Greenwich, −180 to 180.</summary>
    public double Longitude { get; init; }

    /// <summary>What the operator wants of it.</summary>
    public RegionState State { get; init; } = RegionState.Open;

    /// <summary>An evacuation that ends by itself; null when none is under way.</summary>
    public Drill? Drill { get; init; }

    /// <summary>Seconds over which it gets its share after it was opened or a drill ended, 1 to 86 400, in steps of a tenth; null: at once.</summary>
    public int? SlowStart { get; init; }

    /// <summary>When it was opened last; null: not known, so it has its whole share.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>How much it can bear, in whatever unit <see cref="Load"/> is in, 0 or more; null: whatever comes.</summary>
    public double? Capacity { get; init; }

    /// <summary>How much its own clients ask of it, before anything is moved elsewhere, 0 or more; null: not known, so that nothing is moved.</summary>
    public double? Load { get; init; }

    /// <summary>
    /// Whether a load that is reported is far enough from the one written to be written instead: by more than a twentieth of the
    /// capacity; where there is none, by more than a tenth of the load written.
    /// </summary>
    public bool IsNews(double load) => Load is not { } written || Math.Abs(load - written) > (Capacity / 20 ?? written / 10);

    /// <summary>The region opened at <paramref name="now"/>, from when on it gets its share over <see cref="SlowStart"/>.</summary>
    public Region Open(DateTimeOffset now) => this with { State = RegionState.Open, OpenedAt = SlowStart is null ? null : now };

    /// <summary>The region without its drill, which is ended at <paramref name="now"/> if it did not end by itself before.</summary>
    public Region EndDrill(DateTimeOffset now) => Drill is not { } drill ? this
        : State == RegionState.Open ? Open(drill.Until < now ? drill.Until : now) with { Drill = null }
        : this with { Drill = null };

    /// <summary>When it began to take clients again, as far as that is known at <paramref name="now"/>.</summary>
    public DateTimeOffset? ReturnedAt(DateTimeOffset now) => Drill is { } drill && drill.Until <= now && !(OpenedAt > drill.Until) ? drill.Until : OpenedAt;

    /// <summary>What counts at <paramref name="now"/>: a drill evacuates until its end, then the operator's state holds again.</summary>
    public RegionState EffectiveState(DateTimeOffset now) =>
        Drill is { } drill && now < drill.Until ? RegionState.Evacuated : State;
}
