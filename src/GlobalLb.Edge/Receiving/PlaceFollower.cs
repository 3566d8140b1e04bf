using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GlobalLb.Steering.Places;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The places in files laid over one another, at start and whenever one of the files is another. A file that cannot be used
/// changes nothing: at start that means answering without its places, because an edge that answers less well is better than none.
/// </summary>
/// <param name="paths">The files; of two that say something of an address, the first counts.</param>
/// <param name="time">By which files are looked at.</param>
/// <param name="metrics">Those of the edge that answers by it; null: none does.</param>
/// <param name="logger">Hears what was taken and refused.</param>
public sealed class PlaceFollower(ImmutableArray<string> paths, TimeProvider time, EdgeMetrics? metrics, ILogger logger)
{
    private readonly WatchedFile[] _files = [.. paths.Select(path => new WatchedFile(path, time))];

    // What each file said when it could be used last; null: never yet.
    private readonly PlaceFile?[] _read = new PlaceFile?[paths.Length];

    /// <summary>What the files say now; null when none of them can be used. Those that cannot are logged.</summary>
    public PlaceTable? Load()
    {
        var isRead = false;
        for (var i = 0; i < _files.Length; i++) isRead |= TryLoad(i);
        return isRead ? Combined() : null;
    }

    /// <summary>What they say whenever there is a newer file that can be used.</summary>
    /// <param name="cancellation">Ends it.</param>
    public async IAsyncEnumerable<PlaceTable> FollowAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var changes = Array.ConvertAll(_files, file => file.ChangedAsync(cancellation));
        while (true)
        {
            var changed = Array.IndexOf(changes, await Task.WhenAny(changes));
            await changes[changed];
            var isRead = TryLoad(changed);
            changes[changed] = _files[changed].ChangedAsync(cancellation);
            if (isRead) yield return Combined();
        }
    }

    private PlaceTable Combined() => PlaceTable.Combine([.. _read.OfType<PlaceFile>().Select(file => file.Places)]);

    private bool TryLoad(int index)
    {
        var path = _files[index].Path;
        if (_files[index].TryRead(out var content, out var problem))
        {
            using (content)
            {
                if (PlaceFile.TryRead(content.Span, out var read, out problem))
                {
                    _read[index] = read;
                    metrics?.TookPlaces(_read.OfType<PlaceFile>().Min(file => file.BuiltAt));
                    EdgeLog.PlacesTaken(logger, path, read.Type, read.BuiltAt, read.Places.Count);
                    return true;
                }
            }
        }

        metrics?.CountPlacesRefused();
        EdgeLog.PlacesRefused(logger, path, problem);
        return false;
    }
}
