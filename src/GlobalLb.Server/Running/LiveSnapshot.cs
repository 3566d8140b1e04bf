using System.Collections.Frozen;
using GlobalLb.Server.Commands;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Running;

/// <summary>The snapshot that edges answer from now, made from what the store knows: for questions asked on the command line.</summary>
/// <param name="Snapshot">The snapshot.</param>
/// <param name="Document">The configuration it was compiled from.</param>
internal sealed record LiveSnapshot(Snapshot Snapshot, ConfigurationDocument Document)
{
    /// <exception cref="NotFoundException">There is no such version, or nothing is configured yet.</exception>
    /// <exception cref="StartFailure">It has more of something than a snapshot can hold.</exception>
    public static async Task<LiveSnapshot> ReadAsync(IServiceProvider store, long? version, CancellationToken cancellation)
    {
        var versions = store.GetRequiredService<ConfigurationVersions>();
        var configuration = version is { } wanted
            ? await versions.FindAsync(wanted, cancellation) ?? throw new NotFoundException($"there is no version {wanted}")
            : await versions.NewestAsync(cancellation) ?? throw new NotFoundException("nothing is configured yet: start 'globallb run' once, or add a zone on its page");
        var view = await store.GetRequiredService<CurrentHealth>().ReadAsync(cancellation);
        var health = new HealthTable
        {
            Held = view.Held,
            Endpoints = view.Endpoints.Values.ToFrozenDictionary(
                belief => belief.Endpoint, belief => new EndpointHealth(belief.Health, belief.Since, belief.Reason)),
        };
        try
        {
            return new LiveSnapshot(
                Snapshot.Compile(configuration.Document, configuration.Version, health, TimeProvider.System.GetUtcNow()), configuration.Document);
        }
        catch (InvalidOperationException failure)
        {
            throw new StartFailure($"Version {configuration.Version} does not compile: {failure.Message}.", failure);
        }
    }
}
