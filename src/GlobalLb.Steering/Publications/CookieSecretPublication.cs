using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Publications;

/// <summary>
/// The secrets of DNS cookies, the same for all edges: a client that moves from one to another keeps its cookie (RFC 9018 §3).
/// For edges alone: never in a log, a page or an export.
/// </summary>
public sealed record CookieSecretPublication : Publication
{
    /// <summary>Grows with every change of a term.</summary>
    public required long Sequence { get; init; }

    /// <summary>What cookies are made with, 16 octets.</summary>
    public required ReadOnlyMemory<byte> Current { get; init; }

    /// <summary>What cookies may also have been made with, 16 octets: the one before, or the one to come; null: there is none.</summary>
    public ReadOnlyMemory<byte>? Other { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override long Order => Sequence;

    /// <summary>Which one it is, and nothing of what it holds.</summary>
    public override string ToString() => $"cookie secrets {Term}/{Sequence}";
}
