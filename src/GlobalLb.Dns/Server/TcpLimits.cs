namespace GlobalLb.Dns.Server;

/// <summary>What clients over TCP may take (RFC 7766 §6.1, §6.2).</summary>
public sealed record TcpLimits
{
    /// <summary>Limits for a server in the open Internet.</summary>
    public static TcpLimits Default { get; } = new();

    /// <summary>How long a new connection may take to bring its first whole request.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the rest of a later request may take once its first octet has come.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a client may take to accept the responses to what it has asked; it is dropped afterwards.</summary>
    public TimeSpan Write { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a connection may be silent between requests, as long as at most half of <see cref="Connections"/> are open;
    /// with more it becomes shorter, and 0 when four fifths are. Clients are told (RFC 7828), in units of 100 ms.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may last; it is closed between two requests then.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How many requests a connection may bring; it is closed after the last one is answered.</summary>
    public int Requests { get; init; } = 10_000;

    /// <summary>How many requests of one connection are answered before their responses must be accepted (RFC 7766 §6.2.1.1).</summary>
    public int Pipelined { get; init; } = 100;

    /// <summary>How many connections may be open at once; for one more, the one that was silent for longest is closed.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>How many of them may belong to one client: an IPv4 address, or an IPv6 prefix of 64 bits. More are closed at once.</summary>
    public int ConnectionsPerClient { get; init; } = 20;

    /// <summary>How long a connection may be silent while so many are open.</summary>
    internal TimeSpan IdleAt(int open)
    {
        // Whole up to one half, nothing from four fifths on, and a straight line between.
        var left = (0.8 - ((double)open / Connections)) / 0.3;
        return Idle * Math.Clamp(left, 0, 1);
    }
}
