using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Judging;

/// <summary>
/// One file of the spool, which only grows: frames of a length, a number of rows, and a batch as compressed JSON. What was
/// written last when a program was killed may be half a frame; its checksum says so.
/// </summary>
internal sealed class SpoolSegment(string folder, long number, SpoolKind kind)
{
    private const int Head = 8;
    private const string Ending = ".spool";

    private readonly string _path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D12}-{Name(kind)}{Ending}"));
    private long _read;

    public long Number => number;

    public SpoolKind Kind => kind;

    /// <summary>Octets in the file.</summary>
    public long Length { get; private set; }

    public bool IsRead => _read >= Length;

    /// <summary>The segments of a folder, oldest first.</summary>
    public static IEnumerable<SpoolSegment> Find(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, $"*{Ending}").Order(StringComparer.Ordinal))
        {
            var parts = Path.GetFileNameWithoutExtension(path).Split('-');
            if (parts.Length != 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) continue;
            foreach (var kind in Enum.GetValues<SpoolKind>())
                if (parts[1] == Name(kind)) yield return new SpoolSegment(folder, number, kind) { Length = new FileInfo(path).Length };
        }
    }

    /// <summary>Adds a batch; it is on the disk when this returns.</summary>
    /// <exception cref="IOException">It is not: the disk is full, or gone. Nothing of it stays.</exception>
    public void Append(HistoryBatch batch)
    {
        using var frame = new MemoryStream();
        frame.Write(stackalloc byte[Head]);
        using (var packed = new GZipStream(frame, CompressionLevel.Fastest, leaveOpen: true)) JsonSerializer.Serialize(packed, batch, ConfigurationJson.Options);
        var octets = frame.GetBuffer().AsSpan(0, (int)frame.Length);
        BinaryPrimitives.WriteInt32LittleEndian(octets, octets.Length - Head);
        BinaryPrimitives.WriteInt32LittleEndian(octets[4..], batch.Rows);
        using var file = new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Write);
        // Behind what is whole: half a frame of a write that failed is written over.
        file.SetLength(Length);
        file.Position = Length;
        file.Write(octets);
        file.Flush(flushToDisk: true);
        Length += octets.Length;
    }

    /// <summary>The next batch that was not stepped over yet; null when it cannot be read, and it is stepped over.</summary>
    public HistoryBatch? Peek()
    {
        using var file = File.OpenRead(_path);
        if (ReadHead(file, _read) is { } head)
        {
            try
            {
                var payload = new byte[head.Length];
                file.ReadExactly(payload);
                using var packed = new GZipStream(new MemoryStream(payload), CompressionMode.Decompress);
                return JsonSerializer.Deserialize<HistoryBatch>(packed, ConfigurationJson.Options) ?? throw new JsonException("a batch must not be null");
            }
            catch (Exception failure) when (failure is InvalidDataException or JsonException or NotSupportedException or FormatException or ArgumentException)
            {
                _read += Head + head.Length;
                return null;
            }
        }

        _read = Length;
        return null;
    }

    /// <summary>Steps over the batch that was looked at.</summary>
    public void Step()
    {
        using var file = File.OpenRead(_path);
        _read = ReadHead(file, _read) is { } head ? _read + Head + head.Length : Length;
    }

    /// <summary>Deletes the file; the number of rows that nobody read.</summary>
    public long Delete()
    {
        var rows = 0L;
        if (!IsRead)
        {
            using var file = File.OpenRead(_path);
            for (var at = _read; ReadHead(file, at) is { } head; at += Head + head.Length) rows += head.Rows;
        }

        File.Delete(_path);
        return rows;
    }

    private (int Length, int Rows)? ReadHead(FileStream file, long at)
    {
        if (at + Head > Length) return null;
        Span<byte> head = stackalloc byte[Head];
        file.Position = at;
        file.ReadExactly(head);
        var (length, rows) = (BinaryPrimitives.ReadInt32LittleEndian(head), BinaryPrimitives.ReadInt32LittleEndian(head[4..]));
        return length > 0 && rows >= 0 && at + Head + length <= Length ? (length, rows) : null;
    }

    private static string Name(SpoolKind kind) => kind == SpoolKind.Kept ? "kept" : "outcomes";
}
