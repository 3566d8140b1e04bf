namespace GlobalLb.Steering.Places;

/// <summary>A point on the globe.</summary>
/// <param name="Latitude">Degrees north of the equator, −90 to 90.</param>
/// <param name="Longitude">Degrees east of Greenwich, −180 to 180.</param>
public readonly record struct Coordinates(double Latitude, double Longitude)
{
    /// <summary>Whether there is such a point.</summary>
    public bool IsOnGlobe => Math.Abs(Latitude) <= 90 && Math.Abs(Longitude) <= 180;

    /// <summary>The way to another point over the surface in kilometres, on a globe of 6371 km radius.</summary>
    /// <param name="other">The other point.</param>
    public double DistanceTo(Coordinates other) => Direction.Of(this).DistanceTo(Direction.Of(other));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Latitude:0.##}, {Longitude:0.##}");
}
