using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GlobalLb.Dns.Server;

/// <summary>
/// Chance for answers, a stream for each thread (SplitMix64, seeded from the system). It spreads load; it guards no secret.
/// </summary>
internal sealed class Draws
{
    [ThreadStatic]
    private static Draws? _ofThread;

    private ulong _state = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>The stream of this thread; to find it takes longer than to draw from it.</summary>
    public static Draws OfThread => _ofThread ??= new Draws();

    /// <summary>Begins the stream again, so that what depends on it can be repeated.</summary>
    /// <param name="seed">The same number, the same stream.</param>
    public void Begin(ulong seed) => _state = seed;

    /// <summary>The next number.</summary>
    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
