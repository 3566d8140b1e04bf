using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What all regions of vantages share when they are judged.</summary>
/// <param name="Dependencies">Who depends on whom.</param>
/// <param name="Safety">How much may go.</param>
/// <param name="IsFrozen">Whether nothing is taken away, because the observer is the likelier fault.</param>
/// <param name="Now">The moment, on a clock that only goes forward.</param>
/// <param name="Wall">The same moment, for people.</param>
internal sealed record NearScene(Dependencies Dependencies, Safety Safety, bool IsFrozen, TimeSpan Now, DateTimeOffset Wall);
