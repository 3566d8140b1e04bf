namespace GlobalLb.Dns.Server.Tcp;

/// <summary>What a connection waits for; each has a deadline of its own.</summary>
internal enum Phase : byte
{
    /// <summary>The first whole request.</summary>
    First,

    /// <summary>The first octet of a further request.</summary>
    Idle,

    /// <summary>The rest of a further request.</summary>
    Rest,

    /// <summary>That the client accepts responses.</summary>
    Write,

    /// <summary>That the client closes too: nothing more is answered.</summary>
    End,
}
