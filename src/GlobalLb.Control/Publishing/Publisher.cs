using System.Runtime.CompilerServices;
using GlobalLb.Control.Confirming;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Control.Publishing;

/// <summary>Holds the current edition and tells its followers of a newer one. Publishes nothing before it leads.</summary>
/// <param name="time">The clock by which confirmations are waited for; null: the system's.</param>
public sealed class Publisher(TimeProvider? time = null)
{
    private readonly Lock _gate = new();
    private Edition _edition = Edition.Nothing();
    private Guid _system;
    private long _term;

    // Never begins again: the same term may be led twice, and an edge refuses what goes back.
    private long _sequence;

    /// <summary>Whether this Control leads, and so publishes.</summary>
    public bool IsLeading => Volatile.Read(ref _term) > 0;

    /// <summary>Who follows, and what they said.</summary>
    internal EdgeRegister Edges { get; } = new(time ?? TimeProvider.System);

    internal Edition Edition => Volatile.Read(ref _edition);

    /// <summary>
    /// The newest of each kind at once, then every newer newest as it comes. The stream goes on until cancelled, also while
    /// another Control leads.
    /// </summary>
    /// <param name="edge">The name of the edge in this process that follows; null: it has none.</param>
    /// <param name="cancellation">Ends it, with a throw.</param>
    public async IAsyncEnumerable<Publication> FollowAsync(string? edge, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var connection = Edges.Connect(edge, "this process");
        var follower = new Follower(this);
        while (true)
        {
            while (follower.TryTake() is { } publication) yield return publication;
            await follower.Newer.WaitAsync(cancellation);
        }
    }

    /// <summary>Takes what the edge in this process answers from.</summary>
    public void Hear(Confirmation taken) => Edges.Hear(taken);

    /// <summary>Begins to publish, with a whole edition.</summary>
    /// <param name="system">The system.</param>
    /// <param name="term">The term; when it was renewed meanwhile, the later one counts.</param>
    /// <param name="version">The version of the configuration.</param>
    /// <param name="document">The configuration.</param>
    /// <param name="table">The health; null: edges keep what they hold.</param>
    internal void Lead(Guid system, long term, long version, ConfigurationDocument document, HealthTable? table)
    {
        lock (_gate)
        {
            _system = system;
            Volatile.Write(ref _term, Math.Max(_term, term));
            Replace(new Edition(Of(version, document), table is null ? null : Of(table), null, null));
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
                _edition.Health is { } health ? Of(health.Table) : null,
                _edition.Aliases is { } aliases ? Of(aliases.Table) : null,
                _edition.CookieSecrets is { } secrets ? Of(secrets.Current, secrets.Other) : null));
        }
    }

    /// <summary>Publishes nothing from now on; edges keep what they hold.</summary>
    internal void StepDown()
    {
        lock (_gate)
        {
            Volatile.Write(ref _term, 0);
            Replace(Edition.Nothing());
            Edges.ExpectNothing();
        }
    }

    internal void Publish(long version, ConfigurationDocument document)
    {
        lock (_gate)
            if (_term > 0) Replace(new Edition(Of(version, document), _edition.Health, _edition.Aliases, _edition.CookieSecrets));
    }

    /// <summary>Publishes health.</summary>
    /// <returns>The publication; null: another Control leads.</returns>
    internal HealthPublication? Publish(HealthTable table)
    {
        lock (_gate)
        {
            if (_term == 0) return null;
            var publication = Of(table);
            Replace(new Edition(_edition.Configuration, publication, _edition.Aliases, _edition.CookieSecrets));
            return publication;
        }
    }

    internal void Publish(AliasTable table)
    {
        lock (_gate)
            if (_term > 0) Replace(new Edition(_edition.Configuration, _edition.Health, Of(table), _edition.CookieSecrets));
    }

    /// <summary>Publishes the secrets of cookies, unless they are the ones that are published.</summary>
    internal void Publish(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte>? other)
    {
        lock (_gate)
        {
            var isSame = _edition.CookieSecrets is { } known && known.Current.Span.SequenceEqual(current.Span)
                && (known.Other ?? default).Span.SequenceEqual((other ?? default).Span);
            if (_term > 0 && !isSame) Replace(new Edition(_edition.Configuration, _edition.Health, _edition.Aliases, Of(current, other)));
        }
    }

    private ConfigurationPublication Of(long version, ConfigurationDocument document) =>
        new() { System = _system, Term = _term, Version = version, Document = document };

    private HealthPublication Of(HealthTable table) => new() { System = _system, Term = _term, Sequence = ++_sequence, Table = table };

    private AliasPublication Of(AliasTable table) => new() { System = _system, Term = _term, Sequence = ++_sequence, Table = table };

    private CookieSecretPublication Of(ReadOnlyMemory<byte> current, ReadOnlyMemory<byte>? other) =>
        new() { System = _system, Term = _term, Sequence = ++_sequence, Current = current, Other = other };

    private void Replace(Edition edition)
    {
        var before = _edition;
        Volatile.Write(ref _edition, edition);
        before.Outdated.TrySetResult();
    }
}
