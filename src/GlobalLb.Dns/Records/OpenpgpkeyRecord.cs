using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The OpenPGP key of a mail user (RFC 7929 §2).</summary>
internal static class OpenpgpkeyRecord
{
    /// <summary>The key.</summary>
    public static RecordForm Form { get; } = new(RecordType.OPENPGPKEY, "mQENBFVHm5sBCADh", new BinaryField("key"));
}
