using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Store;
using GlobalLb.Store.Edges;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Confirming;

/// <summary>
/// While this Control leads: brings what edges confirmed to history, and who follows to the store, by difference. A database that is away
/// delays what people see.
/// </summary>
internal sealed class EdgeWriter(Publisher publisher, HistoryWriter history, EdgeList edges, ControlMetrics metrics, TimeProvider time, ILogger<EdgeWriter> logger) : BackgroundService
{
    private const int LooksBetweenWrites = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, KnownEdge> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _late = new(StringComparer.Ordinal);
    private bool _isAway;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var look = 0; !stoppingToken.IsCancellationRequested; look++)
        {
            Settle();
            var known = publisher.Edges.Look(publisher.Edition);
            metrics.ConnectedEdges = known.Count(edge => edge.IsConnected);
            Forget(known);
            if (!publisher.IsLeading)
            {
                // Whoever leads next writes its own.
                _written.Clear();
                _late.Clear();
            }
            else
            {
                SayLate(known);
                if (look % LooksBetweenWrites == 0) await WriteAsync(known, stoppingToken);
            }

            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Settle()
    {
        foreach (var settled in publisher.Edges.TakeSettled())
        {
            // Where nobody followed there was nothing to wait for.
            if (settled.Confirmed + settled.Late.Count + settled.Gone.Count + settled.Unnamed == 0) continue;
            if (settled.Milliseconds is { } took) metrics.RecordConfirmation(TimeSpan.FromMilliseconds(took));
            metrics.CountUnconfirmed(settled.Late.Count + settled.Gone.Count);
            history.Add(settled);
        }
    }

    // What the register forgot, so that names that come and go fill no memory.
    private void Forget(IReadOnlyList<KnownEdge> known)
    {
        if (_written.Count <= known.Count && _late.Count <= known.Count) return;
        var names = known.Select(edge => edge.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _written.Keys.Where(name => !names.Contains(name)).ToList()) _written.Remove(gone);
        _late.IntersectWith(names);
    }

    private void SayLate(IReadOnlyList<KnownEdge> known)
    {
        var now = time.GetUtcNow();
        foreach (var edge in known)
        {
            var isLate = edge.StateAt(now) is EdgeState.Gone or EdgeState.Silent or EdgeState.Behind;
            if (isLate ? !_late.Add(edge.Name) : !_late.Remove(edge.Name)) continue;
            if (isLate) ControlLog.EdgeLate(logger, edge.Name, edge.Address);
            else ControlLog.EdgeBack(logger, edge.Name);
        }
    }

    private async Task WriteAsync(IReadOnlyList<KnownEdge> known, CancellationToken stop)
    {
        try
        {
            List<KnownEdge> changed = [.. known.Where(edge => _written.GetValueOrDefault(edge.Name) != edge)];
            await edges.WriteAsync(changed, [.. known.Select(edge => edge.Name)], stop);
            foreach (var edge in changed) _written[edge.Name] = edge;
            _isAway = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (!_isAway) ControlLog.EdgesNotWritten(logger, Absence.Describe(failure));
            _isAway = true;
        }
    }
}
