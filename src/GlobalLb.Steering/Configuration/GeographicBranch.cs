using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="GeographicNode"/>.</summary>
/// <param name="Places">Any of these places fits.</param>
/// <param name="Node">The child.</param>
/// <param name="Fence">
/// Whether clients from there go nowhere else: when the child has nothing available, the whole node has nothing for them.
/// Otherwise the child is only preferred, and they fall through to the next best fit.
/// </param>
public sealed record GeographicBranch(
    ImmutableArray<PlaceMatch> Places,
    PolicyNode Node,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Fence = false);
