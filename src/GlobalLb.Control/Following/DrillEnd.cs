using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using Microsoft.Extensions.Logging;
using Quartz;

namespace GlobalLb.Control.Following;

/// <summary>
/// Takes drills that are over out of the configuration. Edges end a drill by themselves at its time; this writes down that it
/// ended, so that the next drill can begin and the pages say so.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class DrillEnd(CurrentConfiguration current, Publisher publisher, ConfigurationEdit edits, TimeProvider time, ILogger<DrillEnd> logger) : IJob
{
    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (!publisher.IsLeading || current.Value is not { } version) return;
        foreach (var region in version.Document.Regions.Where(region => region.Drill?.Until <= time.GetUtcNow()))
        {
            var outcome = await edits.ApplyToNewestAsync("globallb", $"the drill in {region.Code} ended by itself", document => Without(document, region), cancellationToken);
            if (outcome is EditOutcome.Accepted) ControlLog.DrillEnded(logger, region.Code, region.State);
            else if (outcome is not EditOutcome.Unchanged) ControlLog.DrillEndNotWritten(logger, outcome.ToString()!);
        }
    }

    // Only this very drill: another may have begun since.
    private static ConfigurationDocument Without(ConfigurationDocument document, Region ended) => document with
    {
        Regions = [.. document.Regions.Select(region => region.Code == ended.Code && region.Drill == ended.Drill ? region with { Drill = null } : region)],
    };
}
