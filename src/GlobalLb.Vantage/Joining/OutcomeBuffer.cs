using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Joining;

/// <summary>What probes found, until it is sent. Probing never waits for it: when it is full, the oldest are dropped, and counted.</summary>
internal sealed class OutcomeBuffer(JoinOptions options, JoinedControl joined, VantageMetrics metrics, TimeProvider time) : IOutcomes
{
    private readonly Lock _gate = new();
    private readonly Queue<FoundOutcome> _waiting = [];
    private TaskCompletionSource _some = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _dropped;

    /// <summary>How many wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Count;
        }
    }

    /// <summary>How many were dropped.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Completes when something waits.</summary>
    public Task Some
    {
        get
        {
            lock (_gate) return _some.Task;
        }
    }

    /// <inheritdoc/>
    public ValueTask HearAsync(Endpoint endpoint, Outcome outcome, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_waiting.Count >= options.MostWaiting)
            {
                _waiting.Dequeue();
                Drop(1);
            }

            _waiting.Enqueue(new FoundOutcome(endpoint, outcome, time.GetElapsedTime(0), joined.Last));
            metrics.Waiting = _waiting.Count;
            _some.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Takes the oldest away, as many as go into one batch.</summary>
    public IReadOnlyList<FoundOutcome> Take()
    {
        lock (_gate)
        {
            var taken = new List<FoundOutcome>(Math.Min(_waiting.Count, OutcomeBatch.MostOutcomes));
            while (taken.Count < OutcomeBatch.MostOutcomes && _waiting.TryDequeue(out var oldest)) taken.Add(oldest);
            metrics.Waiting = _waiting.Count;
            if (_waiting.Count == 0) _some = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }

    /// <summary>Counts outcomes that nobody will take.</summary>
    public void Drop(int count)
    {
        Interlocked.Add(ref _dropped, count);
        metrics.CountDropped(count);
    }
}
