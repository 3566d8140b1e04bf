using Npgsql;

namespace GlobalLb.Store.Leading;

/// <summary>
/// Who leads among several controls: an advisory lock, held by a connection of its own, and a term that only grows. Whoever
/// loses the connection loses the lock.
/// </summary>
/// <param name="source">Where connections come from.</param>
public sealed class ControlLease(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>Whether the lock was held when we last looked.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Tries to lead.</summary>
    /// <returns>Our term, greater than every earlier one; null: another control leads.</returns>
    /// <exception cref="DatabaseUnavailableException">Nobody can say now who leads.</exception>
    public Task<long?> TryTakeAsync(CancellationToken cancellation = default) =>
        throw new NotImplementedException($"{source}{IsHeld = false}");

    /// <summary>Asks the database whether we still lead; false also when it cannot be asked.</summary>
    public Task<bool> StillHeldAsync(CancellationToken cancellation = default) => throw new NotImplementedException($"{source}");

    /// <summary>Lets another control lead.</summary>
    public ValueTask DisposeAsync() => throw new NotImplementedException($"{source}");
}
