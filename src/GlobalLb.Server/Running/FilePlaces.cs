using System.Runtime.CompilerServices;
using GlobalLb.Edge.Receiving;
using GlobalLb.Steering.Places;
using GlobalLb.Web;

namespace GlobalLb.Server.Running;

/// <summary>The places of files for the pages and the API, followed as an edge follows them.</summary>
internal sealed class FilePlaces(IReadOnlyList<string> paths, TimeProvider time, ILogger<FilePlaces> logger) : IPlaceSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<PlaceTable> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        // The start of the program does not wait for it.
        await Task.Yield();
        var follower = new PlaceFollower([.. paths], time, null, logger);
        if (follower.Load() is { } places) yield return places;
        await foreach (var newer in follower.FollowAsync(cancellation)) yield return newer;
    }
}
