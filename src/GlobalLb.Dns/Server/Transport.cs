namespace GlobalLb.Dns.Server;

/// <summary>The transports a request may come over.</summary>
public enum Transport : byte
{
    /// <summary>UDP: the source may be forged and an answer is limited to what the client announced (RFC 6891 §6.2.5).</summary>
    Udp,

    /// <summary>TCP: answers up to 65 535 octets (RFC 7766).</summary>
    Tcp,
}
