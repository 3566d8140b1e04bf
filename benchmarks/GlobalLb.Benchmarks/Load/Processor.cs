using System.Runtime.InteropServices;

namespace GlobalLb.Benchmarks.Load;

/// <summary>Where threads run.</summary>
internal static unsafe partial class Processor
{
    // Of a cpu_set_t as the library has it: 1 024 processors.
    private const int SetLength = 1024 / 8;

    /// <summary>Keeps the calling thread, and those it starts, on one processor.</summary>
    /// <exception cref="InvalidOperationException">The machine has no such processor, or this program may not use it.</exception>
    public static void Pin(int processor)
    {
        Span<byte> set = stackalloc byte[SetLength];
        set[processor / 8] = (byte)(1 << (processor % 8));
        fixed (byte* start = set)
        {
            if (SetAffinity(0, SetLength, start) != 0)
                throw new InvalidOperationException($"there is no processor {processor} for this program: choose others with --server-cpu and --load-cpu; a comparison needs two");
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int process, nuint length, byte* set);
}
