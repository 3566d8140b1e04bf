using GlobalLb.Control.Publishing;
using GlobalLb.Edge;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Server.Running;

/// <summary>The feed within one process: the same publications, without HTTP between.</summary>
internal sealed class LocalFeed(Publisher publisher, EdgeOptions edge) : IFeed
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Publication> FollowAsync(CancellationToken cancellation) => publisher.FollowAsync(edge.Name, cancellation);

    /// <inheritdoc/>
    public bool Listens => true;

    /// <inheritdoc/>
    public Task ConfirmAsync(Confirmation taken, CancellationToken cancellation)
    {
        publisher.Hear(taken);
        return Task.CompletedTask;
    }
}
