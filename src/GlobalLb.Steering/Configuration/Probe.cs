using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>How the endpoints of a pool are checked, as it is written; <see cref="EffectiveProbe"/> has what it inherits as well.</summary>
public sealed record Probe : ProbeTiming
{
    /// <summary>What is spoken to the endpoint.</summary>
    public required ProbeKind Kind { get; init; }

    /// <summary>The port probed, 1 to 65 535; null: the endpoint's own.</summary>
    public int? Port { get; init; }

    /// <summary>The Host header and, with TLS, the name that is sent and verified unless <see cref="ServerName"/> says another; null: the address.</summary>
    public string? Host { get; init; }

    /// <summary>The path and query asked for by HTTP and HTTPS; begins with a slash.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The lowest HTTP status that counts as well, 100 to 599; unless <see cref="Statuses"/> says otherwise.</summary>
    public int LowestStatus { get; init; } = 200;

    /// <summary>The highest HTTP status that counts as well, 100 to 599; unless <see cref="Statuses"/> says otherwise.</summary>
    public int HighestStatus { get; init; } = 399;

    /// <summary>What it is called among the probes of its pool; empty: the main one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string Name { get; init; } = "";

    /// <summary>What it decides.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ProbeRole Role { get; init; }

    /// <summary>The name sent in the TLS handshake (SNI) and verified in the certificate; null: <see cref="Host"/>.</summary>
    public string? ServerName { get; init; }

    /// <summary>Whether TLS is spoken first: TCP, gRPC, SMTP and Redis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Tls { get; init; }

    /// <summary>The HTTP method: GET, HEAD or OPTIONS; null: GET.</summary>
    public string? Method { get; init; }

    /// <summary>Headers sent besides our own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<ProbeHeader> Headers { get; init; } = [];

    /// <summary>Whether HTTP/2 is spoken: agreed on by ALPN over TLS, by prior knowledge without.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Http2 { get; init; }

    /// <summary>The HTTP statuses that count as well, such as <c>200-399,404</c>; null: the lowest to the highest.</summary>
    public string? Statuses { get; init; }

    /// <summary>What the first 64 KiB of the body must hold; null: it is not read.</summary>
    public string? BodyContains { get; init; }

    /// <summary>The regular expression that the first 64 KiB of the body must match; null: it is not read.</summary>
    public string? BodyMatches { get; init; }

    /// <summary>What a TCP probe sends once it is connected; null: nothing.</summary>
    public string? Send { get; init; }

    /// <summary>What a TCP probe must read within the first 64 KiB; null: it reads nothing.</summary>
    public string? Expect { get; init; }

    /// <summary>What a DNS probe asks.</summary>
    public ProbeQuestion? Question { get; init; }

    /// <summary>The service that a gRPC probe asks for; null: the whole server.</summary>
    public string? Service { get; init; }

    /// <summary>What a script probe runs.</summary>
    public ProbeScript? Script { get; init; }

    /// <summary>How long what the endpoint reports of itself holds; null: as usual.</summary>
    public ProbePush? Push { get; init; }
}
