using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Edges;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Confirming;

/// <summary>
/// Who follows the feed, what each said last that it answers from, and which publications wait to be confirmed. Nothing that is
/// published depends on it: take it away, and only people notice.
/// </summary>
internal sealed class EdgeRegister(TimeProvider time)
{
    /// <summary>For how long a confirmation is waited for: as long as the silence by which an edge notices that it is cut off.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    // More than Control publishes while it waits; and more edges than have ever been seen beside one Control.
    private const int MostExpected = 1000, MostEdges = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, RegisteredEdge> _edges = new(StringComparer.Ordinal);
    private readonly List<ExpectedConfirmation> _expected = [];
    private int _unnamed;

    /// <summary>Notes that somebody follows, until the returned is disposed of.</summary>
    /// <param name="name">What the edge calls itself; null: it is too old to have a name, and to confirm anything.</param>
    /// <param name="address">Where it is, for people.</param>
    public IDisposable Connect(string? name, string address)
    {
        lock (_gate)
        {
            if (name is null) _unnamed++;
            else Find(name).Connect(address, time.GetUtcNow());
        }

        return new Connection(this, name);
    }

    /// <summary>Takes what an edge says; false when no such edge follows here.</summary>
    public bool Hear(Confirmation word)
    {
        lock (_gate)
        {
            if (!_edges.TryGetValue(word.Edge, out var edge) || !edge.IsConnected) return false;
            edge.Hear(word, time.GetTimestamp(), time.GetUtcNow(), time);
            foreach (var expected in _expected) expected.Hear(word, edge.HealthTakenAfter(expected.Begun, time));
            return true;
        }
    }

    /// <summary>Waits for the confirmations of a publication that was just made, by all who follow now.</summary>
    /// <param name="publication">What changed something.</param>
    /// <param name="at">When it was published, as history has it.</param>
    public void Expect(HealthPublication publication, DateTimeOffset at)
    {
        lock (_gate)
        {
            if (_expected.Count >= MostExpected) _expected.RemoveAt(0);
            var expected = new ExpectedConfirmation(Fence.At(publication), at, time.GetTimestamp(), _unnamed);
            foreach (var edge in _edges.Values.Where(edge => edge.IsConnected))
            {
                expected.WaitFor(edge.Name);
                // Whoever is in this process may have been faster than we are here.
                if (edge.Word is { } word) expected.Hear(word, edge.HealthTakenAfter(expected.Begun, time));
            }

            _expected.Add(expected);
        }
    }

    /// <summary>Waits for nothing any more: another leads, and edges answer from what it publishes.</summary>
    public void ExpectNothing()
    {
        lock (_gate) _expected.Clear();
    }

    /// <summary>What is confirmed by all it was waited for, or was waited for long enough, each once.</summary>
    public IReadOnlyList<PublicationConfirmation> TakeSettled()
    {
        lock (_gate)
        {
            var settled = _expected.Where(expected => expected.IsComplete || time.GetElapsedTime(expected.Begun) >= Patience).ToList();
            foreach (var expected in settled) _expected.Remove(expected);
            return [.. settled.Select(expected => expected.Settle(name => _edges.TryGetValue(name, out var edge) && edge.IsConnected))];
        }
    }

    /// <summary>All edges that are or were here, by name, held against what is published now.</summary>
    public IReadOnlyList<KnownEdge> Look(Edition newest)
    {
        var configuration = newest.Configuration is { } document ? Fence.At(document) : default;
        var health = newest.Health is { } table ? Fence.At(table) : default;
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var edge in _edges.Values) edge.Compare(configuration, health, now);
            return [.. _edges.Values.OrderBy(edge => edge.Name, StringComparer.Ordinal).Select(edge => edge.ToKnown())];
        }
    }

    private RegisteredEdge Find(string name)
    {
        if (_edges.TryGetValue(name, out var known)) return known;
        if (_edges.Count >= MostEdges && _edges.Values.Where(edge => !edge.IsConnected).MinBy(edge => edge.Since) is { } oldest) _edges.Remove(oldest.Name);
        return _edges[name] = new RegisteredEdge(name);
    }

    private void Disconnect(string? name)
    {
        lock (_gate)
        {
            if (name is null) _unnamed--;
            else if (_edges.TryGetValue(name, out var edge)) edge.Disconnect(time.GetUtcNow());
        }
    }

    private sealed class Connection(EdgeRegister register, string? name) : IDisposable
    {
        private int _isDisposed;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isDisposed, 1) == 0) register.Disconnect(name);
        }
    }
}
