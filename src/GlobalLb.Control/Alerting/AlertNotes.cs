using System.Collections.Concurrent;
using GlobalLb.Store.Alerts;

namespace GlobalLb.Control.Alerting;

/// <summary>What waits to be written to the database about alerts: of each thing the newest, so that it stays small however long the database is away.</summary>
internal sealed class AlertNotes
{
    /// <summary>The most messages whose fate is remembered for a database that is away.</summary>
    public const int MostMessages = 1000;

    private readonly Dictionary<(string Receiver, string Key), OpenAlert?> _open = [];
    private readonly Dictionary<Guid, StoredAlert> _messages = [];
    private readonly ConcurrentQueue<StoredAlert> _fates = new();

    /// <summary>Notes what became of a message. For any caller.</summary>
    public void Report(StoredAlert fate) => _fates.Enqueue(fate);

    /// <summary>Notes a message.</summary>
    public void Add(StoredAlert message) => _messages[message.Id] = message;

    /// <summary>Notes what changed of what a receiver knows.</summary>
    /// <param name="receiver">The receiver's name.</param>
    /// <param name="before">What it knew.</param>
    /// <param name="after">What it knows.</param>
    /// <param name="wallOf">The time for people of a moment.</param>
    public void Compare(string receiver, AlertFold before, AlertFold after, Func<TimeSpan, DateTimeOffset> wallOf)
    {
        foreach (var key in before.Known.Keys)
            if (!after.Known.ContainsKey(key)) _open[(receiver, key)] = null;
        foreach (var (key, told) in after.Known)
        {
            if (before.Known.TryGetValue(key, out var known) && known.SaidAt == told.SaidAt && known.SeenAt == told.SeenAt) continue;
            _open[(receiver, key)] = new OpenAlert(receiver, key, AlertMessage.Write(told.Condition), wallOf(told.SeenAt), told.SaidAt is { } said ? wallOf(said) : null, told.Severity);
        }
    }

    /// <summary>Forgets all: another Control leads.</summary>
    public void Clear()
    {
        _open.Clear();
        _messages.Clear();
        _fates.Clear();
    }

    /// <summary>Writes it.</summary>
    /// <returns>Whether there was anything to write.</returns>
    /// <exception cref="Npgsql.NpgsqlException">The database is away; it is kept for the next time.</exception>
    public async Task<bool> SaveAsync(AlertBook book, CancellationToken stop)
    {
        while (_fates.TryDequeue(out var fate)) _messages[fate.Id] = fate;
        while (_messages.Count > MostMessages) _messages.Remove(_messages.Keys.First());
        if (_open.Count == 0 && _messages.Count == 0) return false;
        await book.SaveAsync([.. _open.Values.OfType<OpenAlert>()], [.. _open.Where(pair => pair.Value is null).Select(pair => pair.Key)], _messages.Values, stop);
        _open.Clear();
        _messages.Clear();
        return true;
    }
}
