using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Live;

/// <summary>Sees to it that of the loads a region reports at most one a minute becomes a version.</summary>
internal sealed class LoadReports(TimeProvider clock)
{
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<RegionCode, long> _taken = [];

    /// <summary>Takes the region's turn; false: it was taken less than a minute ago.</summary>
    /// <param name="region">The region; one that exists.</param>
    /// <param name="wait">How long to wait for the next.</param>
    public bool TryTake(RegionCode region, out TimeSpan wait)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            wait = _taken.TryGetValue(region, out var before) ? Apart - clock.GetElapsedTime(before, now) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero) return false;
            _taken[region] = now;
            return true;
        }
    }

    /// <summary>Gives the turn back: no version came of it.</summary>
    public void GiveBack(RegionCode region)
    {
        lock (_gate) _taken.Remove(region);
    }
}
