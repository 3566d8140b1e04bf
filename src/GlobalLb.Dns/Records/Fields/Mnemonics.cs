using System.Collections.Frozen;

namespace GlobalLb.Dns.Records.Fields;

/// <summary>Numbers that master files may write as words.</summary>
internal static class Mnemonics
{
    /// <summary>The IANA registry "DNS Security Algorithm Numbers" (RFC 4034 §A.1 and later).</summary>
    public static FrozenDictionary<string, uint> Algorithms { get; } = Of(
        ("DELETE", 0), ("RSAMD5", 1), ("DH", 2), ("DSA", 3), ("RSASHA1", 5), ("DSA-NSEC3-SHA1", 6), ("NSEC3DSA", 6),
        ("RSASHA1-NSEC3-SHA1", 7), ("NSEC3RSASHA1", 7), ("RSASHA256", 8), ("RSASHA512", 10), ("ECC-GOST", 12), ("ECCGOST", 12),
        ("ECDSAP256SHA256", 13), ("ECDSAP384SHA384", 14), ("ED25519", 15), ("ED448", 16), ("INDIRECT", 252), ("PRIVATEDNS", 253),
        ("PRIVATEOID", 254));

    /// <summary>The IANA registry "Digest Algorithms" of DS records.</summary>
    public static FrozenDictionary<string, uint> DigestTypes { get; } = Of(
        ("SHA1", 1), ("SHA-1", 1), ("SHA256", 2), ("SHA-256", 2), ("GOST", 3), ("SHA384", 4), ("SHA-384", 4));

    /// <summary>The types of certificates (RFC 4398 §2.1).</summary>
    public static FrozenDictionary<string, uint> CertificateTypes { get; } = Of(
        ("PKIX", 1), ("SPKI", 2), ("PGP", 3), ("IPKIX", 4), ("ISPKI", 5), ("IPGP", 6), ("ACPKIX", 7), ("IACPKIX", 8), ("URI", 253), ("OID", 254));

    private static FrozenDictionary<string, uint> Of(params ReadOnlySpan<(string Word, int Number)> mnemonics)
    {
        var numbers = new Dictionary<string, uint>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, number) in mnemonics) numbers.Add(word, (uint)number);
        return numbers.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
