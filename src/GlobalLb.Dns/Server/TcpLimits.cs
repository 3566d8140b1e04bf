namespace GlobalLb.Dns.Server;

/// <summary>What clients over TCP may take (RFC 7766 §6.1, §6.2.3).</summary>
public sealed record TcpLimits
{
    /// <summary>Limits for a server in the open Internet.</summary>
    public static TcpLimits Default { get; } = new();

    /// <summary>How long a connection may take to bring its next whole request; it is closed afterwards.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take to accept one response; it is dropped afterwards.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections may be open at once.</summary>
    public int Connections { get; init; } = 512;

    /// <summary>How many of them may belong to one client address.</summary>
    public int ConnectionsPerClient { get; init; } = 32;
}
