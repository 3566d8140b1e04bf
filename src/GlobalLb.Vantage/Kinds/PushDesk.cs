using System.Collections.Concurrent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Takes what endpoints report of themselves; the newest report of each probe is all that is kept.</summary>
public sealed class PushDesk(TimeProvider time)
{
    /// <summary>How much of a note is kept.</summary>
    public const int LongestNote = 100;

    private readonly ConcurrentDictionary<(EndpointCode Endpoint, string Probe), Expected> _expected = new();

    /// <summary>Whether anybody can report here; without that, silence says nothing.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Waits for the reports of these from now on, and forgets those of all others. By one caller at a time.</summary>
    /// <param name="probes">The endpoints, and the names of their probes.</param>
    public void Expect(IReadOnlySet<(EndpointCode Endpoint, string Probe)> probes)
    {
        foreach (var gone in _expected.Keys.Where(key => !probes.Contains(key))) _expected.TryRemove(gone, out _);
        foreach (var probe in probes) _expected.TryAdd(probe, new Expected(time.GetElapsedTime(0), null));
    }

    /// <summary>Takes a report; whoever calls has made sure that the reporter is who it says.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="probe">The name of the probe.</param>
    /// <param name="isWell">What it says.</param>
    /// <param name="note">What it says besides; made one line, and cut short.</param>
    /// <returns>False: no such report is waited for.</returns>
    public bool TryTake(EndpointCode endpoint, string probe, bool isWell, string? note)
    {
        var line = note is null ? null : string.Concat(note.Where(c => !char.IsControl(c)).Take(LongestNote)).Trim();
        var report = new PushReport(time.GetElapsedTime(0), isWell, line);
        return _expected.TryGetValue((endpoint, probe), out var before) && _expected.TryUpdate((endpoint, probe), before with { Last = report }, before);
    }

    /// <summary>The newest report; null: there was none.</summary>
    public PushReport? Last(EndpointCode endpoint, string probe) => Find(endpoint, probe)?.Last;

    /// <summary>Since when a report is waited for, on the clock of the reports, and the newest one.</summary>
    internal Expected? Find(EndpointCode endpoint, string probe) => _expected.GetValueOrDefault((endpoint, probe));

    internal sealed record Expected(TimeSpan Since, PushReport? Last);
}
