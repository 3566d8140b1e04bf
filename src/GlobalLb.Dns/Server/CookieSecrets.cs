using System.Buffers.Binary;
using System.Security.Cryptography;

namespace GlobalLb.Dns.Server;

/// <summary>
/// The secrets of server cookies (RFC 9018 §5). New cookies are made with the current one; those made with the other are
/// valid, too. Edges that share their secrets accept each other's cookies. May be replaced at any time from any thread: every
/// request sees either both old secrets or both new ones.
/// </summary>
/// <remarks>
/// A rotation that no client notices has three steps: tell everyone the next secret as the other one; make it the current one,
/// with the one before as the other; an hour later, when no cookie made with the one before can be valid, leave that out.
/// </remarks>
public sealed class CookieSecrets
{
    /// <summary>The octets of a secret.</summary>
    public const int Length = 16;

    private volatile Pair _pair;

    /// <summary>Begins with the secrets given.</summary>
    /// <param name="current">Makes new cookies; <see cref="Length"/> octets.</param>
    /// <param name="other">Accepted as well, the one before or the next one; <see cref="Length"/> octets, or none.</param>
    /// <exception cref="ArgumentException">A secret has another length.</exception>
    public CookieSecrets(ReadOnlySpan<byte> current, ReadOnlySpan<byte> other = default) => _pair = Read(current, other);

    /// <summary>A secret drawn at random, for a server that shares its cookies with none.</summary>
    public static CookieSecrets Random() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Replaces both secrets at once.</summary>
    /// <param name="current">Makes new cookies; <see cref="Length"/> octets.</param>
    /// <param name="other">Accepted as well, the one before or the next one; <see cref="Length"/> octets, or none.</param>
    /// <exception cref="ArgumentException">A secret has another length; what is held stays.</exception>
    public void Replace(ReadOnlySpan<byte> current, ReadOnlySpan<byte> other = default) => _pair = Read(current, other);

    /// <summary>The secrets of the moment: to be read once per request.</summary>
    internal Pair Now => _pair;

    private static Pair Read(ReadOnlySpan<byte> current, ReadOnlySpan<byte> other)
    {
        if (current.Length != Length) throw new ArgumentException($"a cookie secret has {Length} octets, not {current.Length}", nameof(current));
        if (other.Length is not (0 or Length)) throw new ArgumentException($"a cookie secret has {Length} octets, not {other.Length}", nameof(other));
        return new Pair(Key(current), other.IsEmpty ? null : Key(other));
    }

    private static UInt128 Key(ReadOnlySpan<byte> secret) => BinaryPrimitives.ReadUInt128LittleEndian(secret);

    /// <summary>Both secrets, as keys of SipHash.</summary>
    /// <param name="Current">Makes cookies and is tried first.</param>
    /// <param name="Other">Is tried second; null: there is none.</param>
    internal sealed record Pair(UInt128 Current, UInt128? Other)
    {
        /// <summary>A secret never stands in a log.</summary>
        public override string ToString() => "cookie secrets";
    }
}
