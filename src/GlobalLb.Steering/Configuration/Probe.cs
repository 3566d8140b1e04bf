using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>How the endpoints of a pool are checked.</summary>
public sealed record Probe
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

    /// <summary>Seconds from one probe of an endpoint to the next, 0.1 to 3 600.</summary>
    public double IntervalSeconds { get; init; } = 10;

    /// <summary>Seconds after which a probe without an answer has failed, 0.05 to 60 and at most the interval.</summary>
    public double TimeoutSeconds { get; init; } = 2;

    /// <summary>How many passes in a row make a down endpoint up, 1 to 100.</summary>
    public int Rise { get; init; } = 2;

    /// <summary>How many failures make an up endpoint down, 1 to 100.</summary>
    public int Fall { get; init; } = 3;

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

    /// <summary>An answer that takes more milliseconds is a failure, 1 to 60 000; null: only the timeout limits it.</summary>
    public int? MostLatencyMilliseconds { get; init; }

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

    /// <summary>With fewer days left than this a certificate is warned of, 0 to 3 650; null: <see cref="UsualWarnDays"/>.</summary>
    public int? CertificateWarnDays { get; init; }

    /// <summary>With fewer days left than this a certificate is a failure, 0 to 3 650; 0: only once it has expired.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int CertificateDownDays { get; init; }

    /// <summary>Among how many last outcomes the failures are counted, <see cref="Fall"/> to 64; 0: they must be in a row.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int FailuresOf { get; init; }

    /// <summary>Seconds to the next probe while it is undecided whether the belief changes, 0.1 to 3 600; null: <see cref="UsualRecheckSeconds"/>.</summary>
    public double? RecheckSeconds { get; init; }

    /// <summary>Seconds from one probe to the next while the endpoint is down, the interval to 86 400; null: the interval.</summary>
    public double? DownIntervalSeconds { get; init; }

    /// <summary>With how few days left a certificate is warned of when nothing is said.</summary>
    public const int UsualWarnDays = 14;

    /// <summary>How soon it is asked again while undecided when nothing is said.</summary>
    public const double UsualRecheckSeconds = 1;

    /// <summary>The longest it takes to notice a failure: fall × (interval + timeout), in seconds.</summary>
    [JsonIgnore]
    public double DetectionSeconds => Fall * (IntervalSeconds + TimeoutSeconds);

    /// <summary>The probe of one endpoint: with what that endpoint has otherwise.</summary>
    public Probe For(Endpoint endpoint) => endpoint.ProbeOverride is not { } own
        ? this
        : this with { Port = own.Port ?? Port, Path = own.Path ?? Path, Host = own.Host ?? Host };

    /// <summary>Whether two probes ask the same, however often and however many answers decide.</summary>
    public bool AsksTheSameAs(Probe other) =>
        Headers.SequenceEqual(other.Headers) && WithoutTiming() == other.WithoutTiming();

    private Probe WithoutTiming() => this with
    {
        Headers = [],
        IntervalSeconds = 1,
        TimeoutSeconds = 1,
        Rise = 1,
        Fall = 1,
        FailuresOf = 0,
        RecheckSeconds = null,
        DownIntervalSeconds = null,
    };
}
