using System.Data;
using Npgsql;

namespace GlobalLb.Store.Leading;

/// <summary>
/// Who leads among several controls: an advisory lock, held by a connection of its own, and a term that only grows. Whoever
/// loses the connection loses the lock. For one loop at a time.
/// </summary>
/// <param name="source">Where connections come from.</param>
public sealed class ControlLease(NpgsqlDataSource source) : IAsyncDisposable
{
    // Any number will do, as long as it stays: it is what controls meet at.
    private const long Lock = 0x676C6C62_6C656164;

    private NpgsqlConnection? _connection;
    private long _term;

    /// <summary>Whether the lock was held when we last looked.</summary>
    public bool IsHeld => _connection is { State: ConnectionState.Open };

    /// <summary>Tries to lead.</summary>
    /// <returns>Our term, greater than every earlier one, or the same as before while we still lead; null: another control leads.</returns>
    /// <exception cref="DatabaseUnavailableException">Nobody can say now who leads.</exception>
    public async Task<long?> TryTakeAsync(CancellationToken cancellation = default)
    {
        if (await StillHeldAsync(cancellation)) return _term;
        NpgsqlConnection? connection = null;
        try
        {
            connection = await source.OpenConnectionAsync(cancellation);
            if (await AskAsync<bool>(connection, $"SELECT pg_try_advisory_lock({Lock})", cancellation))
            {
                _term = await AskAsync<long>(connection, "UPDATE globallb.control_state SET term = term + 1 RETURNING term", cancellation);
                (_connection, connection) = (connection, null);
                return _term;
            }

            return null;
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            throw new DatabaseUnavailableException($"Who leads cannot be found out: {Absence.Describe(exception)}", exception);
        }
        finally
        {
            await CloseAsync(connection);
        }
    }

    /// <summary>Asks the database whether we still lead; false also when it cannot be asked.</summary>
    public async Task<bool> StillHeldAsync(CancellationToken cancellation = default)
    {
        if (_connection is not { } connection) return false;
        try
        {
            // As long as the connection lives, so does its lock; the term tells when somebody took over all the same.
            if (await AskAsync<long>(connection, "SELECT term FROM globallb.control_state", cancellation) == _term) return true;
        }
        catch (Exception exception) when (Absence.Explains(exception) || exception is InvalidOperationException)
        {
            // Gone, and with it the lock.
        }

        await DisposeAsync();
        return false;
    }

    /// <summary>Lets another control lead.</summary>
    public async ValueTask DisposeAsync()
    {
        var connection = _connection;
        _connection = null;
        await CloseAsync(connection);
    }

    // A pooled connection keeps its locks until it is used again, so they are given back before it is.
    private static async Task CloseAsync(NpgsqlConnection? connection)
    {
        if (connection is null) return;
        try
        {
            if (connection.State == ConnectionState.Open)
                await AskAsync<object>(connection, "SELECT pg_advisory_unlock_all()", CancellationToken.None);
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            // Without a connection there is no lock to give back.
        }

        await connection.DisposeAsync();
    }

    private static async Task<T> AskAsync<T>(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 10 };
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
