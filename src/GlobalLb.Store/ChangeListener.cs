using System.Data;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace GlobalLb.Store;

/// <summary>
/// Listens on one channel, with a connection of its own. It looks anyway from time to time, because a notification can be
/// lost, and connects again for ever, because a database comes back.
/// </summary>
/// <param name="source">Where connections come from.</param>
/// <param name="channel">The channel.</param>
/// <param name="poll">How long to wait for a notification before looking anyway.</param>
/// <param name="log">Says when the database is lost and found.</param>
internal sealed class ChangeListener(NpgsqlDataSource source, string channel, TimeSpan poll, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private NpgsqlConnection? _connection;
    private TimeSpan _pause;

    /// <summary>Waits until there may be something new: at once for the first time and after every loss.</summary>
    /// <returns>True: look now. False: the database is away, said at once; the next call waits a while and tries again.</returns>
    public async Task<bool> WaitAsync(CancellationToken cancellation)
    {
        try
        {
            if (_connection is not { State: ConnectionState.Open })
            {
                await ConnectAsync(cancellation);
                return true;
            }

            await _connection.WaitAsync(poll, cancellation);
            // Finds out whether the line is still alive, and takes in all that was notified meanwhile: one look answers them all.
            await ExecuteAsync("SELECT 1", cancellation);
            return true;
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            await DisposeAsync();
            if (_pause == TimeSpan.Zero) log.DatabaseLost(channel, Absence.Describe(exception));
            var next = _pause * 2;
            _pause = next < FirstPause ? FirstPause : next > LongestPause ? LongestPause : next;
            return false;
        }
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private async Task ConnectAsync(CancellationToken cancellation)
    {
        await DisposeAsync();
        if (_pause > TimeSpan.Zero) await Task.Delay(_pause, cancellation);
        _connection = await source.OpenConnectionAsync(cancellation);
        await ExecuteAsync($"LISTEN {channel}", cancellation);
        if (_pause > TimeSpan.Zero) log.DatabaseFound(channel);
        _pause = TimeSpan.Zero;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 10 };
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
