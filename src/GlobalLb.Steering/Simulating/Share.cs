using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Simulating;

/// <summary>Which part of a place's clients is answered with one pool, or with records that the policy holds itself.</summary>
/// <param name="Region">The pool's region; null: an answer from several regions, of records, or none.</param>
/// <param name="Pool">The pool; null: several, records, or none.</param>
/// <param name="Part">0 to 1.</param>
/// <param name="IsFallback">Whether nothing was available and the fallback decided.</param>
/// <param name="Records">The records that are answered in place of endpoints, each as its type and its data; null: none are.</param>
public sealed record Share(
    RegionCode? Region, PoolCode? Pool, double Part, bool IsFallback, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Records = null)
{
    /// <summary>Whether the answer is empty.</summary>
    [JsonIgnore]
    public bool IsNothing => Region is null && Records is null && !IsFallback;

    /// <inheritdoc/>
    public override string ToString()
    {
        var where = Region is { } region ? Pool is { } pool ? $"{region} ({pool})" : region.Value : Records is not null ? $"records {Records}" : IsFallback ? "several regions" : "nothing";
        return $"{(Part >= 0.995 ? "" : $"{Part:P0} ")}{where}{(IsFallback ? ", by fallback" : "")}";
    }
}
