using System.Runtime.CompilerServices;
using GlobalLb.Steering.Places;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The places in a file, at start and whenever the file is another. A file that cannot be used changes nothing: at start
/// that means answering without places, because an edge that answers less well is better than none.
/// </summary>
internal sealed class PlaceFollower(string path, TimeProvider time, EdgeMetrics metrics, ILogger logger)
{
    private readonly WatchedFile _file = new(path, time);

    /// <summary>What the file says now; null when it cannot be used, which is logged.</summary>
    public PrefixTable<Place>? Load()
    {
        if (_file.TryRead(out var content, out var problem))
        {
            using (content)
            {
                if (PlaceFile.TryRead(content.Span, out var read, out problem))
                {
                    metrics.TookPlaces(read.BuiltAt);
                    EdgeLog.PlacesTaken(logger, path, read.Type, read.BuiltAt, read.Places.Count);
                    return read.Places;
                }
            }
        }

        metrics.CountPlacesRefused();
        EdgeLog.PlacesRefused(logger, path, problem);
        return null;
    }

    /// <summary>Every newer file that can be used.</summary>
    public async IAsyncEnumerable<PrefixTable<Place>> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            await _file.ChangedAsync(cancellation);
            if (Load() is { } places) yield return places;
        }
    }
}
