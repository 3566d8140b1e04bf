using GlobalLb.Steering.Health;

namespace GlobalLb.Vantage.Probing;

/// <summary>What this place believes of one probe of one endpoint, and whose turn it is to run it: one round runs, and one may wait for it.</summary>
internal sealed class Pace
{
    private const int MostTakers = 2;

    private Task _last = Task.CompletedTask;
    private int _takers;

    /// <summary>What is believed; written by whose turn it is.</summary>
    public HealthFold Fold { get; set; } = HealthFold.From(HealthState.Unknown);

    /// <summary>When the last probe began, on a clock that only goes forward; null: none has.</summary>
    public TimeSpan? Begun { get; set; }

    /// <summary>Queues for a turn.</summary>
    /// <param name="turn">Is to be given back by <see cref="Return"/>, whatever comes of it.</param>
    /// <returns>Completes when the turn has come; null: there is one who waits already, and nothing is to be given back.</returns>
    public Task? Take(TaskCompletionSource turn)
    {
        if (Interlocked.Increment(ref _takers) <= MostTakers) return Interlocked.Exchange(ref _last, turn.Task);
        Interlocked.Decrement(ref _takers);
        return null;
    }

    /// <summary>Gives a turn back.</summary>
    public void Return(TaskCompletionSource turn)
    {
        Interlocked.Decrement(ref _takers);
        turn.SetResult();
    }
}
