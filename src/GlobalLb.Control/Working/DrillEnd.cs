using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Working;

/// <summary>
/// Takes drills that are over out of the configuration. Edges end a drill by themselves at its time; this writes down that it
/// ended, so that the next drill can begin and the pages say so.
/// </summary>
internal sealed class DrillEnd(ConfigurationVersions versions, ConfigurationEdit edits, TimeProvider time, ILogger<DrillEnd> logger) : IWork
{
    // The version looked at last, and when the first of its drills ends: a whole configuration is not read every few seconds.
    private (long Version, DateTimeOffset? Until) _known;
    private string? _said;

    /// <inheritdoc/>
    public string Name => "drills";

    /// <inheritdoc/>
    public TimeSpan Every => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public async Task RunAsync(DateTimeOffset? last, CancellationToken cancellation)
    {
        var newest = await versions.ListAsync(1, before: null, cancellation);
        if (newest.Count > 0 && newest[0].Version != _known.Version) _known = await LookAsync(cancellation);
        var now = time.GetUtcNow();
        if (_known.Until is not { } until || until > now) return;

        var over = new List<Region>();
        var outcome = await edits.ApplyToNewestAsync("globallb", $"the drill in {await OverAsync(now, cancellation)} ended by itself", document => Without(document, now, over), cancellation);
        if (outcome is EditOutcome.Accepted)
            foreach (var region in over) ControlLog.DrillEnded(logger, region.Code, region.State);
        else if (Problem(outcome) is { } problem && problem != _said) ControlLog.DrillEndNotWritten(logger, _said = problem);
    }

    private async Task<(long Version, DateTimeOffset? Until)> LookAsync(CancellationToken cancellation) =>
        await versions.NewestAsync(cancellation) is { } newest ? (newest.Version, newest.Document.Regions.Min(region => region.Drill?.Until)) : default;

    // For the comment alone; what counts is the newest document, in which another drill may have begun since.
    private async Task<string> OverAsync(DateTimeOffset now, CancellationToken cancellation) =>
        await versions.NewestAsync(cancellation) is { } newest ? string.Join(", ", newest.Document.Regions.Where(region => IsOver(region, now)).Select(region => region.Code)) : "";

    private static bool IsOver(Region region, DateTimeOffset now) => region.Drill?.Until <= now;

    private static ConfigurationDocument Without(ConfigurationDocument document, DateTimeOffset now, List<Region> over)
    {
        over.AddRange(document.Regions.Where(region => IsOver(region, now)));
        return document with { Regions = [.. document.Regions.Select(region => IsOver(region, now) ? region.EndDrill(now) : region)] };
    }

    // Unchanged: somebody ended it before us. Outdated cannot be: the newest is edited, whatever it is.
    private static string? Problem(EditOutcome outcome) => outcome switch
    {
        EditOutcome.Unavailable unavailable => unavailable.Reason,
        EditOutcome.Rejected rejected => rejected.Problems[0].ToString(),
        _ => null,
    };
}
