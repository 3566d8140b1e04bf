using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Server;

/// <summary>One well-formed question, as an <see cref="IAuthority"/> sees it.</summary>
public readonly ref struct Query
{
    /// <summary>The name asked for, uncompressed, in the case it was asked with; at most 255 octets.</summary>
    public required ReadOnlySpan<byte> Name { get; init; }

    /// <summary>The type asked for; the class was IN.</summary>
    public required RecordType Type { get; init; }

    /// <summary>Where the request came from.</summary>
    public required Source Source { get; init; }

    /// <summary>Whom the resolver asks for, when it says so (RFC 7871).</summary>
    public ClientSubnet? Subnet { get; init; }

    /// <summary>A number drawn for this query alone; what chance there is in an answer comes from here.</summary>
    public ulong Draw { get; init; }
}
