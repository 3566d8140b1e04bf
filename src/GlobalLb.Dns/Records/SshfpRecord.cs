using GlobalLb.Dns.Records.Fields;

namespace GlobalLb.Dns.Records;

/// <summary>The fingerprint of an SSH host key (RFC 4255 §3.1, RFC 6594).</summary>
internal static class SshfpRecord
{
    /// <summary>Algorithm, fingerprint type, then the fingerprint.</summary>
    public static RecordForm Form { get; } = new(
        RecordType.SSHFP,
        "4 2 123456789ABCDEF67890123456789ABCDEF67890123456789ABCDEF123456789",
        new NumberField("algorithm", 1),
        new DigestField(new NumberField("fingerprint type", 1), "fingerprint", (1, 20), (2, 32)));
}
