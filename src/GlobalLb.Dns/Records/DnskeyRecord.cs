using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A key of a zone (RFC 4034 §2).</summary>
internal static class DnskeyRecord
{
    /// <summary>Flags, the protocol (3), the algorithm, then the key.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.DNSKEY,
        "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==",
        new NumberField("flags", 2),
        new NumberField("protocol", 1),
        new MnemonicField("algorithm", 1, Mnemonics.Algorithms),
        new BinaryField("key"));
}
