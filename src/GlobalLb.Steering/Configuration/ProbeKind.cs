namespace GlobalLb.Steering.Configuration;

/// <summary>What a probe speaks.</summary>
public enum ProbeKind
{
    /// <summary>A TCP connection is opened; something may be sent and expected.</summary>
    Tcp,

    /// <summary>One request over plain HTTP, of version 1.1 or 2; redirects are not followed.</summary>
    Http,

    /// <summary>One request over TLS; the certificate must be valid for the probe's host.</summary>
    Https,

    /// <summary>A TLS handshake; the certificate must be valid.</summary>
    Tls,

    /// <summary>One question over DNS.</summary>
    Dns,

    /// <summary>One call of <c>grpc.health.v1.Health/Check</c>.</summary>
    Grpc,

    /// <summary>One ICMP echo.</summary>
    Icmp,

    /// <summary>The greeting of a mail server.</summary>
    Smtp,

    /// <summary>A PING to Redis.</summary>
    Redis,

    /// <summary>Whether a PostgreSQL takes connections; nobody signs in.</summary>
    Postgresql,

    /// <summary>A program of the vantage's administrator.</summary>
    Script,

    /// <summary>What the endpoint itself reports, until the report expires.</summary>
    Push,
}
