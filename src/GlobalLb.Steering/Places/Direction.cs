namespace GlobalLb.Steering.Places;

/// <summary>A point on the globe, seen from its middle; of length 1. Many ways to the same point are measured faster with it.</summary>
internal readonly record struct Direction(double X, double Y, double Z)
{
    private const double MeanRadius = 6371;

    public static Direction Of(Coordinates point)
    {
        var (sine, cosine) = Math.SinCos(point.Latitude * Math.PI / 180);
        var (east, ahead) = Math.SinCos(point.Longitude * Math.PI / 180);
        return new Direction(cosine * ahead, cosine * east, sine);
    }

    /// <summary>The way over the surface in kilometres.</summary>
    public double DistanceTo(Direction other)
    {
        // By the chord, which is exact for points side by side as well; by the angle between the two it would not be.
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return 2 * MeanRadius * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (y * y) + (z * z)) / 2));
    }
}
