using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>A certificate or a place to find one (RFC 4398 §2).</summary>
internal static class CertRecord
{
    /// <summary>Type, key tag, algorithm, then the certificate.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.CERT,
        "PKIX 0 0 MIICXAIBAAKB",
        new MnemonicField("type", 2, Mnemonics.CertificateTypes),
        new NumberField("key tag", 2),
        new MnemonicField("algorithm", 1, Mnemonics.Algorithms),
        new BinaryField("certificate"));
}
