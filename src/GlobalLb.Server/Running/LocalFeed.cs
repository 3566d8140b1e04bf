using GlobalLb.Control.Publishing;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Server.Running;

/// <summary>The feed within one process: the same publications, without HTTP between.</summary>
internal sealed class LocalFeed(Publisher publisher) : IFeed
{
    /// <inheritdoc/>
    public IAsyncEnumerable<Publication> FollowAsync(CancellationToken cancellation) => publisher.FollowAsync(cancellation);
}
