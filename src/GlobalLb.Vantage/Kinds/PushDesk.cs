using System.Collections.Concurrent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Takes what endpoints report of themselves; the newest report of each probe is all that is kept.</summary>
public sealed class PushDesk(TimeProvider time)
{
    /// <summary>How much of a note is kept.</summary>
    public const int LongestNote = 100;

    private readonly ConcurrentDictionary<(EndpointCode Endpoint, string Probe), PushReport> _last = new();

    /// <summary>Whether anybody can report here; without that, silence says nothing.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Takes a report; whoever calls has made sure that the endpoint is known and the reporter is who it says.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="isWell">What it says.</param>
    /// <param name="note">What it says besides; made one line, and cut short.</param>
    public void Take(EndpointCode endpoint, string probe, bool isWell, string? note)
    {
        var line = note is null ? null : string.Concat(note.Where(c => !char.IsControl(c)).Take(LongestNote)).Trim();
        _last[(endpoint, probe)] = new PushReport(time.GetElapsedTime(0), isWell, line);
    }

    /// <summary>The newest report; null: there was none.</summary>
    public PushReport? Find(EndpointCode endpoint, string probe) => _last.GetValueOrDefault((endpoint, probe));

    /// <summary>Forgets the reports of endpoints that are no longer probed so.</summary>
    public void Keep(Func<EndpointCode, string, bool> isProbed)
    {
        foreach (var key in _last.Keys.Where(key => !isProbed(key.Endpoint, key.Probe))) _last.TryRemove(key, out _);
    }
}
