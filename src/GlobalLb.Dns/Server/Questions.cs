using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Wire;

namespace GlobalLb.Dns.Server;

/// <summary>Requests that have come together and are answered next, one after the other. None of them is examined yet.</summary>
public readonly ref struct Questions
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly ReadOnlySpan<Range> _requests;

    /// <summary>Says where requests stand.</summary>
    /// <param name="octets">The memory that they stand in.</param>
    /// <param name="requests">Where each of them does.</param>
    public Questions(ReadOnlySpan<byte> octets, ReadOnlySpan<Range> requests)
    {
        _octets = octets;
        _requests = requests;
    }

    /// <summary>The number of requests.</summary>
    public int Count => _requests.Length;

    /// <summary>The name that a request asks for first, in wire form, in the case it was asked with; empty when there is none to be read.</summary>
    public ReadOnlySpan<byte> Name(int index)
    {
        var request = _octets[_requests[index]];
        if (request.Length <= HeaderBits.HeaderLength) return default;
        var behindHeader = request[HeaderBits.HeaderLength..];
        return behindHeader[..WireReader.MeasurePlainName(behindHeader)];
    }
}
