using GlobalLb.Steering.Configuration;

namespace GlobalLb.Store.Vantages;

/// <summary>What the leading Control heard last of a vantage that joined it.</summary>
/// <param name="Code">The vantage.</param>
/// <param name="Silence">How long ago that was; while it is joined it is heard every few seconds.</param>
/// <param name="Version">The version of the configuration that it probes by; 0: of none yet.</param>
/// <param name="Address">The address it came from.</param>
/// <param name="Endpoints">How many endpoints it probes.</param>
/// <param name="Waiting">How many outcomes wait there to be sent.</param>
/// <param name="Dropped">How many outcomes it dropped since it started, because too many waited.</param>
public sealed record VantageSeen(VantageCode Code, TimeSpan Silence, long Version, string Address, int Endpoints, long Waiting, long Dropped)
{
    /// <summary>What is silent for longer is cut off, or ended.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    /// <summary>Whether it is joined, as far as one can know.</summary>
    public bool IsJoined => Silence <= LongestSilence;
}
