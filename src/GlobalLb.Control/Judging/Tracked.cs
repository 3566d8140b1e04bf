using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Control.Judging;

/// <summary>What the tracker remembers of one endpoint.</summary>
internal sealed class Tracked(Pool pool, Endpoint endpoint, EndpointHealth health)
{
    public Pool Pool { get; private set; } = pool;

    public Endpoint Endpoint { get; private set; } = endpoint;

    public HealthFold Fold { get; set; } = HealthFold.From(health.Health);

    public EndpointHealth Health { get; set; } = health;

    public Probe Probe => Pool.Probe!;

    /// <summary>Whether what was learned is still about the same thing. How it is probed is not asked: an edit of a probe raises and withdraws nothing by itself.</summary>
    public bool IsSameAs(Endpoint endpoint) => Endpoint.Address.Equals(endpoint.Address) && Endpoint.Port == endpoint.Port;

    /// <summary>Takes what is configured now. The belief stays; what was counted towards another one does not when it was asked otherwise.</summary>
    public void Follow(Pool pool, Endpoint endpoint)
    {
        if (Question(pool.Probe!) != Question(Probe)) Fold = HealthFold.From(Fold.Health);
        Pool = pool;
        Endpoint = endpoint;
    }

    /// <summary>Begins again from a belief.</summary>
    public void Believe(EndpointHealth health)
    {
        Health = health;
        Fold = HealthFold.From(health.Health);
    }

    // What a probe asks, without how often and how many answers decide.
    private static Probe Question(Probe probe) => probe with { IntervalSeconds = 1, TimeoutSeconds = 1, Rise = 1, Fall = 1 };
}
