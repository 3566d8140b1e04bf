using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;

namespace GlobalLb.Web.Live;

/// <summary>All that pages show of the present, at one moment. A value.</summary>
/// <param name="Configuration">The newest version; null: nothing is written yet, or the database was never reached.</param>
/// <param name="Health">What is believed of the endpoints.</param>
/// <param name="Snapshot">Both compiled; null without a version.</param>
/// <param name="Places">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
internal sealed record LiveState(ConfigurationVersion? Configuration, HealthView Health, Snapshot? Snapshot, PlaceTable? Places = null)
{
    /// <summary>Before anything was read.</summary>
    public static LiveState Nothing { get; } = new(null, HealthView.Unreachable, null);

    /// <summary>The newest version; 0: nothing is written yet.</summary>
    public long Version => Configuration?.Version ?? 0;

    /// <summary>The newest document.</summary>
    public ConfigurationDocument Document => Configuration?.Document ?? ConfigurationDocument.Empty;

    /// <summary>What is believed of an endpoint; null: nothing yet.</summary>
    public EndpointBelief? Belief(EndpointCode endpoint) => Health.Endpoints.GetValueOrDefault(endpoint);
}
