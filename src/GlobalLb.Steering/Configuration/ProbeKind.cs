namespace GlobalLb.Steering.Configuration;

/// <summary>What a probe speaks.</summary>
public enum ProbeKind
{
    /// <summary>A TCP connection is opened and closed.</summary>
    Tcp,

    /// <summary>One GET over plain HTTP/1.1; redirects are not followed.</summary>
    Http,

    /// <summary>One GET over TLS; the certificate must be valid for the probe's host.</summary>
    Https,
}
