using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Health;

/// <summary>
/// Finds what is a vantage's own fault. A vantage must have seen before its word counts, and what it alone finds down, of much that
/// others find up, is no fault of what it looks at.
/// <code>
///  it has canaries, and half of them or more are not up for it    ignored
///  it has none, and found nothing up yet (of three or more)       ignored
///  of what it and others report on, it alone finds three or more  ignored, until it is half of the share or less
///    down, and more than the share
///  otherwise                                                      counts
/// </code>
/// </summary>
/// <param name="CanariesUp">How many of its canaries it finds up.</param>
/// <param name="Canaries">How many canaries it has.</param>
/// <param name="HasPassed">Whether it found anything up since it began to report.</param>
/// <param name="Reported">On how many endpoints it and another vantage whose word counts report.</param>
/// <param name="Alone">Of how many of these it alone finds down what most others find up.</param>
/// <param name="Expected">How many endpoints it is to look at.</param>
public readonly record struct VantageTrust(int CanariesUp, int Canaries, bool HasPassed, int Reported, int Alone, int Expected)
{
    /// <summary>Judges.</summary>
    /// <param name="safety">Whose share holds here, too.</param>
    /// <param name="isAlone">Whether it was ignored until now because of what it alone finds down.</param>
    /// <returns>Why its word does not count, as a phrase; null: it counts.</returns>
    public string? Judge(Safety safety, bool isAlone)
    {
        if (Canaries > 0 && CanariesUp * 2 <= Canaries) return $"it finds {CanariesUp} of its {Canaries} canaries up";
        if (Canaries == 0 && !HasPassed && Expected >= FreezeGuard.FewestEndpoints) return "it found nothing up yet";
        return IsAlone(safety, isAlone) ? $"it alone finds {Alone} of {Reported} endpoints down" : null;
    }

    /// <summary>Whether it alone finds too much down.</summary>
    public bool IsAlone(Safety safety, bool isAlone) => isAlone
        ? Alone * 200 > Reported * safety.FreezeShare
        : Alone >= FreezeGuard.FewestEndpoints && Alone * 100 > Reported * safety.FreezeShare;
}
