using System.Collections.Concurrent;
using GlobalLb.Control.Judging;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Vantages;
using GlobalLb.Vantage.Joining;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Vantages;

/// <summary>Where vantages join: tells them what to probe, and lets the judge hear what they found, each outcome once.</summary>
internal sealed class VantageDesk(HealthTracker tracker, ControlOptions options, ControlMetrics metrics, TimeProvider time, ILogger<VantageDesk> logger)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<VantageCode, JoinedVantage> _known = new();

    /// <summary>Whose clock it is.</summary>
    public Guid Run { get; } = Guid.NewGuid();

    /// <summary>The clock of heartbeats, in milliseconds.</summary>
    public long Clock => (long)time.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Opens a stream; the one that the vantage had is ended.</summary>
    public Joining Open(VantageCode vantage, string address)
    {
        lock (_gate)
        {
            var known = _known.GetOrAdd(vantage, code => new JoinedVantage(code, options.Vantage));
            if (known.Joining is { IsOpen: true } before)
            {
                ControlLog.VantageReplaced(logger, vantage.Value, address, before.Address);
                before.Replace();
            }
            else
            {
                ControlLog.VantageJoined(logger, vantage.Value, address);
            }

            known.Joining = new Joining(known, address);
            metrics.JoinedVantages = _known.Values.Count(each => each.Joining?.IsOpen == true);
            return known.Joining;
        }
    }

    /// <summary>Takes that a stream is closed.</summary>
    public void Close(Joining joining)
    {
        lock (_gate)
        {
            joining.IsOpen = false;
            metrics.JoinedVantages = _known.Values.Count(each => each.Joining?.IsOpen == true);
            if (ReferenceEquals(joining.Vantage.Joining, joining)) ControlLog.VantageLeft(logger, joining.Vantage.Code.Value);
        }
    }

    /// <summary>Takes a batch, whole or not at all.</summary>
    /// <param name="vantage">Who sends it.</param>
    /// <param name="address">From where.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="configuration">What this Control publishes.</param>
    /// <param name="stop">Ends with the program, not with the connection: a batch that is half taken must be taken.</param>
    public async Task<BatchAnswer> TakeAsync(VantageCode vantage, string address, OutcomeBatch batch, ConfigurationPublication configuration, CancellationToken stop)
    {
        if (!_known.TryGetValue(vantage, out var known)) return Unknown();
        await known.Turn.WaitAsync(stop);
        try
        {
            if (known.Joining?.Session != batch.Since.Session) return Unknown();
            if (known.HasTaken(batch))
            {
                known.Take(batch, address, Clock);
                return new BatchAnswer(StatusCodes.Status200OK, known.Taken, null);
            }

            var heard = BatchReading.Read(batch, vantage, known.By(configuration), Clock, time.GetUtcNow(), out var problem);
            if (problem is not null) return Refuse(known, problem);
            if (heard.Count > 0 && !await tracker.HearAsync(heard, stop)) return new BatchAnswer(StatusCodes.Status503ServiceUnavailable, known.Taken, "Another Control leads.");
            known.Take(batch, address, Clock);
            known.IsRefused = false;
            Count(known, batch, heard);
            return new BatchAnswer(StatusCodes.Status200OK, known.Taken, null);
        }
        finally
        {
            known.Turn.Release();
        }
    }

    /// <summary>Says that what came from a vantage is no batch.</summary>
    public BatchAnswer Refuse(VantageCode vantage, string problem) => Refuse(_known.GetOrAdd(vantage, code => new JoinedVantage(code, options.Vantage)), problem);

    /// <summary>What was heard since a moment on <see cref="Clock"/>, with the silence since.</summary>
    public IReadOnlyList<VantageSeen> HeardSince(long moment) =>
    [
        .. _known.Values.Select(each => each.Last).OfType<JoinedVantage.Word>().Where(last => last.At > moment)
            .Select(last => last.Seen with { Silence = TimeSpan.FromMilliseconds(Math.Max(0, Clock - last.At)) }),
    ];

    private static BatchAnswer Unknown() => new(StatusCodes.Status409Conflict, 0, "This Control does not know that session: open the schedule again.");

    private BatchAnswer Refuse(JoinedVantage known, string problem)
    {
        metrics.CountRefusedBatch();
        // Said once, until one is taken: whoever sends such things sends many.
        if (!known.IsRefused) ControlLog.BatchRefused(logger, known.Code.Value, problem);
        known.IsRefused = true;
        return new BatchAnswer(StatusCodes.Status400BadRequest, known.Taken, problem);
    }

    private void Count(JoinedVantage known, OutcomeBatch batch, List<HeardOutcome> heard)
    {
        var late = heard.Count(each => each.IsLate);
        metrics.CountVantageOutcomes(heard.Count, late, batch.Outcomes.Count - heard.Count);
        if (late > 0 && !known.IsLate) ControlLog.VantageIsLate(logger, known.Code.Value);
        known.IsLate = late > 0;
    }
}
