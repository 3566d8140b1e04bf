using GlobalLb.Store.Health;

namespace GlobalLb.Control.Judging;

/// <summary>
/// History on disk while the database is away: bounded, oldest raw outcomes dropped first, and still there after a restart. For
/// one caller at a time.
/// </summary>
/// <param name="folder">Where; made when it is missing.</param>
/// <param name="mostOctets">How much it may hold.</param>
internal sealed class HistorySpool(string folder, long mostOctets)
{
    // Small enough that to drop one loses little of what may be kept.
    private readonly long _segment = Math.Min(4 << 20, mostOctets / 8);
    private List<SpoolSegment>? _segments;

    /// <summary>Whether there is nothing to replay.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public bool IsEmpty => Segments.Count == 0;

    /// <summary>What it holds.</summary>
    public long Octets => _segments?.Sum(segment => segment.Length) ?? 0;

    private List<SpoolSegment> Segments
    {
        get
        {
            if (_segments is not null) return _segments;
            Directory.CreateDirectory(folder);
            return _segments = [.. SpoolSegment.Find(folder)];
        }
    }

    /// <summary>Adds a batch, and makes room for it.</summary>
    /// <returns>How many rows were dropped for that.</returns>
    /// <exception cref="IOException">It could not be written; it is not in the spool.</exception>
    public long Append(HistoryBatch batch)
    {
        var kind = batch.Outcomes.Count > 0 ? SpoolKind.Outcomes : SpoolKind.Kept;
        var last = Segments.LastOrDefault(segment => segment.Kind == kind);
        if (last is null || last.Length >= _segment)
        {
            last = new SpoolSegment(folder, Segments.Count == 0 ? 1 : Segments.Max(segment => segment.Number) + 1, kind);
            last.Append(batch);
            Segments.Add(last);
        }
        else
        {
            last.Append(batch);
        }

        var dropped = 0L;
        while (Octets > mostOctets && Segments.Count > 1)
        {
            var oldest = Segments.Find(segment => segment.Kind == SpoolKind.Outcomes) ?? Segments[0];
            dropped += Drop(oldest);
        }

        return dropped;
    }

    /// <summary>The next batch to replay: first what is kept, then raw outcomes, each in order; null when there is none left.</summary>
    /// <param name="unreadable">How many could not be read and were stepped over.</param>
    /// <exception cref="IOException">The disk is gone.</exception>
    public HistoryBatch? Peek(out int unreadable)
    {
        unreadable = 0;
        while (First() is { } segment)
        {
            if (segment.IsRead) Drop(segment);
            else if (segment.Peek() is { } batch) return batch;
            else unreadable++;
        }

        return null;
    }

    /// <summary>Steps over the batch that was looked at: it is stored.</summary>
    public void Step()
    {
        if (First() is not { } segment) return;
        segment.Step();
        if (segment.IsRead) Drop(segment);
    }

    private SpoolSegment? First() => Segments.Find(segment => segment.Kind == SpoolKind.Kept) ?? Segments.FirstOrDefault();

    private long Drop(SpoolSegment segment)
    {
        var rows = segment.Delete();
        Segments.Remove(segment);
        return rows;
    }
}
