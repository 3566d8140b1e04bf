using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>One child of a <see cref="GeographicNode"/>.</summary>
/// <param name="Places">Any of these places fits.</param>
/// <param name="Node">The child.</param>
public sealed record GeographicBranch(ImmutableArray<PlaceMatch> Places, PolicyNode Node);
