using System.Runtime.CompilerServices;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Control.Publishing;

/// <summary>Holds the current edition and tells its followers of a newer one. Publishes nothing before it leads.</summary>
public sealed class Publisher
{
    private readonly Lock _gate = new();
    private Edition _edition = new(null, null);
    private Guid _system;
    private long _term, _sequence;

    /// <summary>Whether this Control leads, and so publishes.</summary>
    public bool IsLeading => Volatile.Read(ref _term) > 0;

    /// <summary>
    /// The newest of each kind at once, then every newer newest as it comes. The stream goes on until cancelled, also while
    /// another Control leads.
    /// </summary>
    public async IAsyncEnumerable<Publication> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        Publication? lastConfiguration = null, lastHealth = null;
        while (true)
        {
            var edition = Volatile.Read(ref _edition);

            // Configuration first: health of endpoints that an edge does not know yet says nothing.
            if (edition.Configuration is { } configuration && !ReferenceEquals(configuration, lastConfiguration))
            {
                lastConfiguration = configuration;
                yield return configuration;
            }

            if (edition.Health is { } health && !ReferenceEquals(health, lastHealth))
            {
                lastHealth = health;
                yield return health;
            }

            await edition.Outdated.Task.WaitAsync(cancellation);
        }
    }

    internal void Lead(Guid system, long term)
    {
        lock (_gate)
        {
            _system = system;
            _sequence = 0;
            Volatile.Write(ref _term, term);
            Replace(new Edition(null, null));
        }
    }

    /// <summary>Goes on with what is published, in a later term: the lease was lost and taken again with nobody in between.</summary>
    internal void Renew(long term)
    {
        lock (_gate)
        {
            Volatile.Write(ref _term, term);
            Replace(new Edition(
                _edition.Configuration is { } configuration ? configuration with { Term = term } : null,
                _edition.Health is { } health ? health with { Term = term, Sequence = ++_sequence } : null));
        }
    }

    internal void StepDown()
    {
        lock (_gate)
        {
            Volatile.Write(ref _term, 0);
            Replace(new Edition(null, null));
        }
    }

    internal void Publish(long version, ConfigurationDocument document)
    {
        lock (_gate)
        {
            if (_term > 0)
                Replace(new Edition(new ConfigurationPublication { System = _system, Term = _term, Version = version, Document = document }, _edition.Health));
        }
    }

    internal void Publish(HealthTable table)
    {
        lock (_gate)
        {
            if (_term > 0)
                Replace(new Edition(_edition.Configuration, new HealthPublication { System = _system, Term = _term, Sequence = ++_sequence, Table = table }));
        }
    }

    private void Replace(Edition edition)
    {
        var before = _edition;
        Volatile.Write(ref _edition, edition);
        before.Outdated.TrySetResult();
    }
}
