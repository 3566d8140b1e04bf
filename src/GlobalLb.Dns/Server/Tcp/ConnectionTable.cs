using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Tcp;

/// <summary>All open connections: who may come in, who has to go. Asked when a connection begins or ends, never by a request.</summary>
/// <param name="limits">What clients may take.</param>
/// <param name="time">The clock.</param>
internal sealed class ConnectionTable(TcpLimits limits, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly HashSet<TcpConnection> _connections = [];
    private readonly Dictionary<ClientAddress, int> _byClient = [];
    private readonly long _origin = time.GetTimestamp();
    private volatile int _count;

    /// <summary>How many connections are open.</summary>
    public int Count => _count;

    /// <summary>The milliseconds since the table was made.</summary>
    public long Now => (long)time.GetElapsedTime(_origin).TotalMilliseconds;

    /// <summary>How long a connection may be silent between requests, now.</summary>
    public TimeSpan Idle => limits.IdleAt(_count);

    /// <summary>Takes a place for a connection; when there is none, that of the connection that was silent for longest.</summary>
    /// <returns>False when its client has as many connections as one may have.</returns>
    public bool TryAdd(TcpConnection connection)
    {
        lock (_gate)
        {
            var mine = _byClient.GetValueOrDefault(connection.Client);
            if (mine >= limits.ConnectionsPerClient) return false;
            if (_connections.Count >= limits.Connections && _connections.MinBy(each => each.LastAnswered) is { } longest)
            {
                // Its place is free at once; that its client may have been the same one is seen by asking again.
                Forget(longest);
                longest.Abort(); // thousands a second may have to go
                mine = _byClient.GetValueOrDefault(connection.Client);
            }

            _byClient[connection.Client] = mine + 1;
            _connections.Add(connection);
            _count = _connections.Count;
            return true;
        }
    }

    /// <summary>Gives the place back; nothing happens when it was taken away already.</summary>
    public void Remove(TcpConnection connection)
    {
        lock (_gate) Forget(connection);
    }

    /// <summary>Closes what is past its deadline.</summary>
    public void CloseOverdue()
    {
        // Who was silent for longest goes first, because whoever goes leaves the others more time.
        var now = Now;
        foreach (var connection in Open().OrderBy(each => each.LastAnswered))
            if (connection.CloseIfOverdue(now)) Remove(connection);
    }

    /// <summary>The connections that are open at this moment.</summary>
    public TcpConnection[] Open()
    {
        lock (_gate) return [.. _connections];
    }

    private void Forget(TcpConnection connection)
    {
        if (!_connections.Remove(connection)) return;
        _count = _connections.Count;
        if (--_byClient[connection.Client] == 0) _byClient.Remove(connection.Client);
    }
}
