using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace GlobalLb.Steering.Snapshots;

/// <summary>Tells the processor what will be read soon, where it can be told.</summary>
internal static class CacheLine
{
    /// <summary>The octets that are fetched at once.</summary>
    public const int Length = 64;

    /// <summary>Whether fetching does anything.</summary>
    public static bool CanFetch => Sse.IsSupported;

    /// <summary>Brings what stands there into the nearest cache without waiting for it. A hint: it reads nothing and changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref readonly T at)
        where T : unmanaged
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in at)));
    }

    /// <summary>The same for one of some numbers or octets; beyond their ends it is the first or the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<T>(ReadOnlySpan<T> among, int index)
        where T : unmanaged
    {
        if (!among.IsEmpty) Fetch(in among[Math.Clamp(index, 0, among.Length - 1)]);
    }
}
