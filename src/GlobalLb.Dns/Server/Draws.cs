using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace GlobalLb.Dns.Server;

/// <summary>
/// Chance for answers, a stream per thread (SplitMix64, seeded from the system). It spreads load; it guards no secret.
/// </summary>
internal static class Draws
{
    [ThreadStatic]
    private static ulong _state;

    /// <summary>Begins the stream of this thread again, so that what depends on it can be repeated.</summary>
    /// <param name="seed">The same number, the same stream; 0: another one each time.</param>
    public static void Begin(ulong seed) => _state = seed;

    /// <summary>The next number of this thread.</summary>
    public static ulong Next()
    {
        if (_state == 0) RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<ulong>(ref _state)));
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
