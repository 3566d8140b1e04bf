using System.Runtime.InteropServices;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The content of a file, outside of the collected heap: it may be a hundred megabytes that are needed for a moment, and a
/// collection to get rid of them would hold up answers. Not mapped, because a file cut short by another would end the process.
/// </summary>
internal sealed unsafe class FileOctets : IDisposable
{
    private readonly int _length;
    private byte* _octets;

    private FileOctets(int length)
    {
        _length = length;
        _octets = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, length));
    }

    /// <summary>The content; not to be used once disposed.</summary>
    public ReadOnlySpan<byte> Span => new(_octets, _length);

    /// <exception cref="IOException">The file cannot be read whole.</exception>
    public static FileOctets Read(Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        const long Largest = 1 << 30;
        var length = RandomAccess.GetLength(file);
        if (length > Largest) throw new IOException($"it has {length} octets; {Largest} are the most");
        var octets = new FileOctets((int)length);
        for (int done = 0, read; done < length; done += read)
        {
            read = RandomAccess.Read(file, new Span<byte>(octets._octets + done, (int)length - done), done);
            if (read > 0) continue;
            octets.Dispose();
            throw new IOException("it became shorter while it was read");
        }

        return octets;
    }

    public void Dispose()
    {
        NativeMemory.Free(_octets);
        _octets = null;
    }
}
