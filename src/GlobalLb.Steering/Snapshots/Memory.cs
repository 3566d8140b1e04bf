using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Tells the processor what will be read soon, where it can be told.</summary>
internal static unsafe class Memory
{
    /// <summary>What is fetched at once: the line of the cache that an octet is in.</summary>
    public const int LineLength = 64;

    /// <summary>Whether fetching does anything.</summary>
    public static bool CanFetch => Sse.IsSupported;

    /// <summary>Brings what stands there into the nearest cache, without waiting for it; only a hint, wherever it points to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<T>(ref readonly T at)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in at)));
    }
}
