using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>Which part of a place's clients is answered with one pool.</summary>
/// <param name="Region">The pool's region; null: an answer from several regions, or none.</param>
/// <param name="Pool">The pool; null: several, or none.</param>
/// <param name="Part">0 to 1.</param>
/// <param name="IsFallback">Whether nothing was available and the fallback decided.</param>
public sealed record Share(RegionCode? Region, PoolCode? Pool, double Part, bool IsFallback)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var where = Region is { } region ? Pool is { } pool ? $"{region} ({pool})" : region.Value : IsFallback ? "several regions" : "nothing";
        return $"{(Part >= 0.995 ? "" : $"{Part:P0} ")}{where}{(IsFallback ? ", by fallback" : "")}";
    }
}
