namespace GlobalLb.Steering.Configuration;

/// <summary>How long the way was from clients somewhere to a region of ours, as somebody measured it.</summary>
public sealed record Latency
{
    /// <summary>The most milliseconds that are taken for a measurement.</summary>
    public const double Longest = 60_000;

    /// <summary>Where the clients are.</summary>
    public required PlaceMatch Place { get; init; }

    /// <summary>The region.</summary>
    public required RegionCode Region { get; init; }

    /// <summary>Milliseconds there and back, above 0 and at most <see cref="Longest"/>.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>
    /// Brings in what was measured anew. A value that differs from the old one by no more than the band is not taken: measurements
    /// waver, and clients must not be sent back and forth for it. What was not measured again stays.
    /// </summary>
    /// <param name="known">What was known.</param>
    /// <param name="measured">What was measured; of two for the same place and region the later counts.</param>
    /// <param name="band">How many percent of the old value may come and go.</param>
    public static IEnumerable<Latency> Import(IEnumerable<Latency> known, IEnumerable<Latency> measured, double band = FastestNode.UsualBand)
    {
        var news = new Dictionary<(PlaceMatch, RegionCode), Latency>();
        foreach (var latency in measured) news[(latency.Place, latency.Region)] = latency;
        foreach (var old in known)
        {
            if (!news.Remove((old.Place, old.Region), out var latency)) yield return old;
            else yield return Math.Abs(latency.Milliseconds - old.Milliseconds) > old.Milliseconds * band / 100 ? latency : old;
        }

        foreach (var latency in news.Values) yield return latency;
    }
}
