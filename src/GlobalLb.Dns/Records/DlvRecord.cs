using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The digest of a key, outside its parent (RFC 4431 §2); obsolete.</summary>
internal static class DlvRecord
{
    /// <summary>Key tag, algorithm, digest type, then the digest, whose length the RFC of its type fixes.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.DLV,
        "60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A",
        new NumberField("key tag", 2),
        new MnemonicField("algorithm", 1, Mnemonics.Algorithms),
        new DigestField(new MnemonicField("digest type", 1, Mnemonics.DigestTypes), "digest", (1, 20), (2, 32), (4, 48)));
}
