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
[PersistJobDataAfterExecution]
internal sealed class DrillEnd(CurrentConfiguration current, Publisher publisher, ConfigurationEdit edits, TimeProvider time, ILogger<DrillEnd> logger) : IJob
{
    private const string SaidKey = "said";

    /// <inheritdoc/>
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!publisher.IsLeading || current.Value?.Document.Regions.Where(region => IsOver(region, now)).ToList() is not { Count: > 0 } over) return;

        var comment = $"the drill in {string.Join(", ", over.Select(region => region.Code))} ended by itself";
        var outcome = await edits.ApplyToNewestAsync("globallb", comment, document => Without(document, now), cancellationToken);
        if (outcome is EditOutcome.Accepted)
            foreach (var region in over) ControlLog.DrillEnded(logger, region.Code, region.State);
        else if (Problem(outcome) is { } problem && IsNew(problem, context.JobDetail.JobDataMap)) ControlLog.DrillEndNotWritten(logger, problem);
    }

    private static bool IsOver(Region region, DateTimeOffset now) => region.Drill?.Until <= now;

    // Asked of the newest document, in which another drill may have begun since.
    private static ConfigurationDocument Without(ConfigurationDocument document, DateTimeOffset now) => document with
    {
        Regions = [.. document.Regions.Select(region => IsOver(region, now) ? region.EndDrill(now) : region)],
    };

    // Unchanged: somebody ended it before us. Outdated cannot be: the newest is edited, whatever it is.
    private static string? Problem(EditOutcome outcome) => outcome switch
    {
        EditOutcome.Unavailable unavailable => unavailable.Reason,
        EditOutcome.Rejected rejected => rejected.Problems[0].ToString(),
        _ => null,
    };

    // It is tried every second, and said once.
    private static bool IsNew(string problem, JobDataMap memory)
    {
        if (memory.TryGetValue(SaidKey, out var said) && said as string == problem) return false;
        memory[SaidKey] = problem;
        return true;
    }
}
