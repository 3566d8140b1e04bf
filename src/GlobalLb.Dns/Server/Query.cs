using System.Runtime.CompilerServices;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Server;

/// <summary>One well-formed question, as an <see cref="IAuthority"/> sees it. Lives as long as the call.</summary>
public readonly ref struct Query
{
    // References, because both are large and most answers look at neither. A null reference: no subnet.
    private readonly ref readonly Source _source;
    private readonly ref readonly ClientSubnet _subnet;

    /// <summary>A question with a subnet, or with a null reference for one.</summary>
    internal Query(ReadOnlySpan<byte> name, RecordType type, ref readonly Source source, ref readonly ClientSubnet subnet, ulong draw)
    {
        Name = name;
        Type = type;
        Draw = draw;
        _source = ref source;
        _subnet = ref subnet;
    }

    /// <summary>The name asked for, uncompressed, in the case it was asked with; at most 255 octets.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The type asked for, any but a transfer; the class was IN.</summary>
    public RecordType Type { get; }

    /// <summary>A number drawn for this query alone; what chance there is in an answer comes from here.</summary>
    public ulong Draw { get; init; }

    /// <summary>Where the request came from.</summary>
    public ref readonly Source Source => ref _source;

    /// <summary>Whom the resolver asks for, when it says so (RFC 7871).</summary>
    public ClientSubnet? Subnet => Unsafe.IsNullRef(in _subnet) ? null : _subnet;

    /// <summary>
    /// Whether <see cref="Client"/> is the network of a client that the resolver revealed, so that the answer has a scope. Not
    /// so with a subnet of length 0: the client asks not to be told apart, and the resolver's address is left (RFC 7871 §7.1.2).
    /// </summary>
    public bool HasClient => !Unsafe.IsNullRef(in _subnet) && _subnet.SourceLength > 0;

    /// <summary>The best that is known of where the client is: its network when the resolver revealed it, else the resolver.</summary>
    public ClientAddress Client => HasClient ? _subnet.Address : _source.Address;
}
