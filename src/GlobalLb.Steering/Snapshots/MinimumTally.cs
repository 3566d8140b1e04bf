using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>What is available below a node, and what there is in all: each pool once, however often the node reaches it.</summary>
/// <param name="Available">Endpoints that are available.</param>
/// <param name="All">All endpoints.</param>
/// <param name="AvailableWeight">The weight of those that are available.</param>
/// <param name="AllWeight">The weight of all.</param>
internal readonly record struct MinimumTally(int Available, int All, long AvailableWeight, long AllWeight)
{
    /// <summary>The same with another endpoint.</summary>
    public MinimumTally With(int weight, bool isAvailable) => isAvailable
        ? new(Available + 1, All + 1, AvailableWeight + weight, AllWeight + weight)
        : this with { All = All + 1, AllWeight = AllWeight + weight };

    /// <summary>Whether it is enough. Where all weights are 0, every endpoint counts alike.</summary>
    public bool Meets(Minimum minimum)
    {
        if (minimum.Share is not { } share) return Available >= minimum.Count;
        return AllWeight > 0 ? AvailableWeight * 100 >= AllWeight * share : Available * 100L >= (long)All * share;
    }
}
