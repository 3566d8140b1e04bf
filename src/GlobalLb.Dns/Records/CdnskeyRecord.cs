using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The key whose DS record a child wants (RFC 7344 §3.2); <c>0 3 0 AA==</c> asks for the removal of all (RFC 8078 §4).</summary>
internal static class CdnskeyRecord
{
    /// <summary>Flags, the protocol (3), the algorithm, then the key.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.CDNSKEY,
        "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+KkxLbxILfDLUT0rAK9iUzy1L53eKGQ==",
        new NumberField("flags", 2),
        new NumberField("protocol", 1),
        new MnemonicField("algorithm", 1, Mnemonics.Algorithms),
        new BinaryField("key"));
}
