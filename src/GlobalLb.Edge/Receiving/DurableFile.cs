using System.Buffers;
using System.Runtime.InteropServices;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// Replaces a file so that, whatever happens, either the old or the new content is found: temporary file → fsync → rename →
/// fsync of the folder. fsync is called itself, because the framework's flush swallows its errors.
/// </summary>
public static partial class DurableFile
{
    /// <summary>Replaces a file; its folder is made where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes what it is to hold.</param>
    /// <param name="isSecret">Whether only its owner may read it.</param>
    /// <exception cref="IOException">The file may not be durable; the message says why.</exception>
    public static void Write(string path, Action<IBufferWriter<byte>> write, bool isSecret = false)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var temporary = path + ".new";
        if (isSecret) File.Delete(temporary); // one that was left behind keeps its mode
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (isSecret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(temporary, options))
        {
            var octets = new StreamOctets(file);
            write(octets);
            octets.Flush();
            if (OperatingSystem.IsLinux()) Synchronise((int)file.SafeFileHandle.DangerousGetHandle(), temporary);
            else file.Flush(flushToDisk: true);
        }

        Rename(temporary, path);
    }

    /// <summary>Lets a file take the name of another in the same folder, which is replaced.</summary>
    /// <param name="from">The file; what it holds is durable already.</param>
    /// <param name="to">Its name from now on.</param>
    /// <exception cref="IOException">It did not, or may not durably; the message says why.</exception>
    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        if (OperatingSystem.IsLinux()) SynchroniseFolder(Path.GetDirectoryName(Path.GetFullPath(to))!);
    }

    private static void SynchroniseFolder(string folder)
    {
        const int ReadOnly = 0;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failure("open", folder);
        try
        {
            Synchronise(descriptor, folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static void Synchronise(int descriptor, string path)
    {
        const int Interrupted = 4; // EINTR
        while (Fsync(descriptor) != 0)
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failure("fsync", path);
    }

    private static IOException Failure(string call, string path) =>
        new($"{call} of {path} failed: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
