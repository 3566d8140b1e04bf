using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.Tcp;

/// <summary>Counts open connections against their limits.</summary>
internal sealed class Admission(TcpLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ClientAddress, int> _byClient = [];
    private int _total;

    /// <summary>Takes a place for a connection of this client; false when there is none.</summary>
    public bool TryEnter(ClientAddress client)
    {
        lock (_gate)
        {
            var mine = _byClient.GetValueOrDefault(client);
            if (_total >= limits.Connections || mine >= limits.ConnectionsPerClient) return false;
            _byClient[client] = mine + 1;
            _total++;
            return true;
        }
    }

    /// <summary>Gives the place back.</summary>
    public void Leave(ClientAddress client)
    {
        lock (_gate)
        {
            _total--;
            if (--_byClient[client] == 0) _byClient.Remove(client);
        }
    }
}
