using System.Formats.Tar;
using System.IO.Compression;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Locating;

/// <summary>An archive <c>.tar.gz</c> that holds a database of places among other files, as MaxMind gives it out.</summary>
internal static class PlaceArchive
{
    /// <summary>The largest database that is unpacked, in octets.</summary>
    public const int LargestDatabase = 1 << 30;

    // What is not the database is a licence and the like.
    private const long LargestRest = 16 << 20;
    private const int MostEntries = 100;

    /// <summary>Unpacks the database.</summary>
    /// <param name="archive">The archive, from its beginning.</param>
    /// <param name="name">What problems call it.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartFailure">It is no such archive, or has more in it than there can be.</exception>
    public static async Task<byte[]> UnpackAsync(Stream archive, string name, CancellationToken cancellation)
    {
        try
        {
            await using var unpacked = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
            await using var bounded = new BoundedStream(unpacked, LargestDatabase + LargestRest);
            await using var reader = new TarReader(bounded);
            for (var count = 0; await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry; count++)
            {
                if (count == MostEntries) throw new InvalidDataException($"it has more than {MostEntries} files");
                if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !entry.Name.EndsWith(".mmdb", StringComparison.Ordinal) || entry.DataStream is not { } content) continue;
                if (entry.Length > LargestDatabase) throw new InvalidDataException($"its database has {entry.Length} octets, the most is {LargestDatabase}");
                var octets = new byte[entry.Length];
                await content.ReadExactlyAsync(octets, cancellation);
                return octets;
            }
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new StartFailure($"{name}: this is no archive (.tar.gz) of a database: {failure.Message.TrimEnd('.')}; nothing is changed.", failure);
        }

        throw new StartFailure($"{name}: the archive holds no file *.mmdb; choose an edition that is a database in this format. Nothing is changed.");
    }

    // A few octets can unpack to very many.
    private sealed class BoundedStream(Stream inner, long most) : Stream
    {
        private long _left = most;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => Counted(await inner.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Counted(int count) => (_left -= count) >= 0 ? count : throw new InvalidDataException("it unpacks to more than a database can have");
    }
}
