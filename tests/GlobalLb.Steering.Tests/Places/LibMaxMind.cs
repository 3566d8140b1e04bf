using System.Runtime.InteropServices;
using System.Text;

namespace GlobalLb.Steering.Tests.Places;

/// <summary>The reader of the format's maker, libmaxminddb, as Debian's mmdb-bin brings it: what ours is compared with.</summary>
internal sealed unsafe partial class LibMaxMind : IDisposable
{
    // Larger than its MMDB_s of any version.
    private readonly void* _database = NativeMemory.AllocZeroed(4096);

    public LibMaxMind(string path)
    {
        var status = Open(path, 0, _database);
        if (status == 0) return;
        NativeMemory.Free(_database);
        throw new InvalidDataException($"libmaxminddb cannot read {path}: error {status}");
    }

    /// <summary>Whether a file would be opened at all.</summary>
    public static bool CanOpen(string path)
    {
        try
        {
            new LibMaxMind(path).Dispose();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        Close(_database);
        NativeMemory.Free(_database);
    }

    /// <summary>The string at a path of the record of an address, or null, and the length of its network in the family of the file.</summary>
    public string? Find(string address, out int length, params string[] path) =>
        FindValue(address, out length, path) is { HasData: not 0, Type: 2 } value ? Encoding.UTF8.GetString(value.Text, value.Size) : null;

    /// <summary>The floating-point number or the number of 32 bits at a path of the record of an address, or null.</summary>
    public double? FindNumber(string address, params string[] path) => FindValue(address, out _, path) switch
    {
        { HasData: not 0, Type: 3 } value => value.Real,
        { HasData: not 0, Type: 6 } value => value.Number,
        _ => null,
    };

    private Value FindValue(string address, out int length, string[] path)
    {
        var found = Lookup(_database, address, out var gaiError, out var error);
        if (gaiError != 0 || error != 0) throw new InvalidDataException($"libmaxminddb cannot look {address} up: {gaiError}, {error}");
        length = found.Length;
        if (found.IsFound == 0) return default;
        var keys = stackalloc byte*[path.Length + 1];
        for (var i = 0; i < path.Length; i++) keys[i] = (byte*)Marshal.StringToCoTaskMemUTF8(path[i]);
        keys[path.Length] = null;
        var value = default(Value);
        var status = Get(&found.Entry, &value, keys);
        for (var i = 0; i < path.Length; i++) Marshal.FreeCoTaskMem((nint)keys[i]);
        return status == 0 ? value : default;
    }

    [LibraryImport("libmaxminddb.so.0", EntryPoint = "MMDB_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, uint flags, void* database);

    [LibraryImport("libmaxminddb.so.0", EntryPoint = "MMDB_close")]
    private static partial void Close(void* database);

    [LibraryImport("libmaxminddb.so.0", EntryPoint = "MMDB_lookup_string", StringMarshalling = StringMarshalling.Utf8)]
    private static partial Found Lookup(void* database, string address, out int gaiError, out int error);

    [LibraryImport("libmaxminddb.so.0", EntryPoint = "MMDB_aget_value")]
    private static partial int Get(Entry* start, Value* value, byte** path);

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public void* Database;
        public uint Offset;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Found
    {
        public byte IsFound;
        public Entry Entry;
        public ushort Length;
    }

    // The value itself is a union aligned to 16 octets.
    [StructLayout(LayoutKind.Explicit, Size = 48)]
    private struct Value
    {
        [FieldOffset(0)]
        public byte HasData;

        [FieldOffset(16)]
        public byte* Text;

        [FieldOffset(16)]
        public double Real;

        [FieldOffset(16)]
        public uint Number;

        [FieldOffset(40)]
        public int Size;

        [FieldOffset(44)]
        public uint Type;
    }
}
