using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The digest of a key of a delegated zone (RFC 4034 §5, RFC 4509, RFC 6605).</summary>
internal static class DsRecord
{
    /// <summary>Key tag, algorithm, digest type, then the digest, whose length the RFC of its type fixes.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.DS,
        "60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A",
        new NumberField("key tag", 2),
        new MnemonicField("algorithm", 1, Mnemonics.Algorithms),
        new DigestField(new MnemonicField("digest type", 1, Mnemonics.DigestTypes), "digest", (1, 20), (2, 32), (4, 48)));
}
