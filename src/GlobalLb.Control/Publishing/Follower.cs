using GlobalLb.Steering.Publications;

namespace GlobalLb.Control.Publishing;

/// <summary>What one follower of the feed has been given, and so what is new to it. However slow it is, it gets the newest and no backlog.</summary>
internal sealed class Follower(Publisher publisher)
{
    private Edition? _seen;
    private ConfigurationPublication? _configuration;
    private HealthPublication? _health;
    private AliasPublication? _aliases;
    private CookieSecretPublication? _cookieSecrets;

    /// <summary>Completes when there may be more to take; ask after <see cref="TryTake"/> gave nothing.</summary>
    public Task Newer => _seen?.Outdated.Task ?? Task.CompletedTask;

    /// <summary>The newest that was not taken yet; null when everything was.</summary>
    public Publication? TryTake()
    {
        _seen = publisher.Edition;

        // Configuration first: health of endpoints that an edge does not know yet says nothing.
        if (_seen.Configuration is { } configuration && !ReferenceEquals(configuration, _configuration)) return _configuration = configuration;
        if (_seen.Health is { } health && !ReferenceEquals(health, _health)) return _health = health;
        if (_seen.Aliases is { } aliases && !ReferenceEquals(aliases, _aliases)) return _aliases = aliases;
        if (_seen.CookieSecrets is { } secrets && !ReferenceEquals(secrets, _cookieSecrets)) return _cookieSecrets = secrets;
        return null;
    }
}
