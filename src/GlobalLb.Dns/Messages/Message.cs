using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Messages;

/// <summary>A message that was read: for clients and tests; answering builds no such objects.</summary>
public sealed record Message
{
    /// <summary>The number that ties a response to its query.</summary>
    public required ushort Id { get; init; }

    /// <summary>The QR bit.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>The opcode; QUERY is 0.</summary>
    public required byte Opcode { get; init; }

    /// <summary>The AA bit.</summary>
    public required bool IsAuthoritative { get; init; }

    /// <summary>The TC bit.</summary>
    public required bool IsTruncated { get; init; }

    /// <summary>The RD bit.</summary>
    public required bool IsRecursionDesired { get; init; }

    /// <summary>The RA bit.</summary>
    public required bool IsRecursionAvailable { get; init; }

    /// <summary>The response code, with its upper bits from EDNS (RFC 6891 §6.1.3).</summary>
    public required ResponseCode Code { get; init; }

    /// <summary>The name asked for; null when the message has no question.</summary>
    public DomainName? QuestionName { get; init; }

    /// <summary>The type asked for.</summary>
    public RecordType QuestionType { get; init; }

    /// <summary>The answer section.</summary>
    public ImmutableArray<MessageRecord> Answers { get; init; } = [];

    /// <summary>The authority section.</summary>
    public ImmutableArray<MessageRecord> Authorities { get; init; } = [];

    /// <summary>The additional section without OPT.</summary>
    public ImmutableArray<MessageRecord> Additionals { get; init; } = [];

    /// <summary>The OPT record; null when there is none.</summary>
    public MessageEdns? Edns { get; init; }

    /// <summary>Reads a message.</summary>
    /// <returns>False when it cannot be read to its end.</returns>
    public static bool TryRead(ReadOnlySpan<byte> wire, [NotNullWhen(true)] out Message? message) => MessageReader.TryRead(wire, out message);
}
