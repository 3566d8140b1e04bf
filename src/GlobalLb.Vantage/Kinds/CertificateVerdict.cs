namespace GlobalLb.Vantage.Kinds;

/// <summary>What was found of a certificate during one handshake.</summary>
public sealed class CertificateVerdict
{
    /// <summary>When the first certificate of its chain ends.</summary>
    public DateTimeOffset Ends { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>Why it is not accepted, as a phrase; null: it is.</summary>
    public string? Problem { get; set; }
}
