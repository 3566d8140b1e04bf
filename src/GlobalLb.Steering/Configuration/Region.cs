namespace GlobalLb.Steering.Configuration;

/// <summary>A place we serve from.</summary>
public sealed record Region
{
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

    /// <summary>What counts at <paramref name="now"/>: a drill evacuates until its end, then the operator's state holds again.</summary>
    public RegionState EffectiveState(DateTimeOffset now) =>
        Drill is { } drill && now < drill.Until ? RegionState.Evacuated : State;
}
