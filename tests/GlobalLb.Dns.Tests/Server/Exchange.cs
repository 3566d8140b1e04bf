using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

/// <summary>Asks a responder in front of the <see cref="ExampleAuthority"/>, without a socket.</summary>
internal sealed class Exchange(ResponderOptions? options = null)
{
    public const ushort Id = 0x1234;

    private readonly Responder _responder = new(new ExampleAuthority(), options);
    private readonly byte[] _response = new byte[ushort.MaxValue];

    public static QueryOptions Plain { get; } = new() { UdpSize = null };

    public static Source Udp { get; } = new(ClientAddress.Read([198, 51, 100, 100]), Transport.Udp);

    public static Source Tcp { get; } = Udp with { Transport = Transport.Tcp };

    /// <summary>What became of the last request.</summary>
    public Verdict Verdict { get; private set; }

    public static byte[] Query(string name = "www.example.com", QueryOptions? options = null, RecordType type = RecordType.A) =>
        QueryWriter.Write(Id, DomainName.Parse(name), type, options ?? QueryOptions.Default);

    /// <summary>A query without EDNS.</summary>
    public static byte[] PlainQuery(string name = "www.example.com", RecordType type = RecordType.A) => Query(name, Plain, type);

    /// <summary>A query with one octet changed.</summary>
    public static byte[] With(byte[] query, int at, byte value)
    {
        query[at] = value;
        return query;
    }

    /// <summary>A query with EDNS and one option of these contents.</summary>
    public static byte[] QueryWithOption(ushort code, ReadOnlySpan<byte> contents, string name = "www.example.com") =>
        QueryWithOptions([(byte)(code >> 8), (byte)code, (byte)(contents.Length >> 8), (byte)contents.Length, .. contents], name);

    /// <summary>A query with EDNS and these octets of options.</summary>
    public static byte[] QueryWithOptions(ReadOnlySpan<byte> options, string name = "www.example.com")
    {
        var query = Query(name);
        (query[^2], query[^1]) = ((byte)(options.Length >> 8), (byte)options.Length);
        return [.. query, .. options];
    }

    public byte[] Respond(byte[] query, Source? source = null)
    {
        var length = _responder.Respond(query, source ?? Udp, _response, Draws.OfThread, out var verdict);
        Verdict = verdict;
        Assert.Equal(length > 0, verdict.IsAnswered);
        return _response[..length];
    }

    public Message Ask(byte[] query, Source? source = null)
    {
        var response = Respond(query, source);
        Assert.True(Message.TryRead(response, out var message), Convert.ToHexString(response));
        Assert.Equal(Id, message.Id);
        Assert.True(message.IsResponse);
        Assert.False(message.IsRecursionAvailable);
        Assert.Equal(Verdict.Code, message.Code);
        Assert.Equal(Verdict.IsTruncated, message.IsTruncated);
        return message;
    }

    public Message Ask(string name, QueryOptions? options = null, Source? source = null) => Ask(Query(name, options), source);
}
