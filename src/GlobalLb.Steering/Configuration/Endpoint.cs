using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>One address that can be answered.</summary>
public sealed record Endpoint
{
    /// <summary>How everything refers to it; unique over all pools.</summary>
    public required EndpointCode Code { get; init; }

    /// <summary>What is answered: IPv4 to A, IPv6 to AAAA. A machine with both is two endpoints, judged separately.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The port it serves on, 1 to 65 535; probes go there unless the probe says otherwise.</summary>
    public int Port { get; init; } = 443;

    /// <summary>Its share within the pool, 0 to 1 000 000; 0 takes no clients while another endpoint of the pool can.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>What the operator says about it.</summary>
    public EndpointAvailability Availability { get; init; } = EndpointAvailability.Automatic;

    /// <summary>Why it is forced up or down, by whom and until when; null: nothing was said. Only of one that is not automatic.</summary>
    public Forced? Forced { get; init; }

    /// <summary>Endpoints it cannot do without, such as a gateway or a database: while one of them is down, so is it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<EndpointCode> DependsOn { get; init; } = [];

    /// <summary>What its probes have otherwise than its pool says; null: nothing.</summary>
    public ProbeOverride? ProbeOverride { get; init; }

    /// <summary>What counts at <paramref name="now"/>: what is forced until a moment is automatic from that moment on.</summary>
    public EndpointAvailability EffectiveAvailability(DateTimeOffset now) =>
        Forced?.Until <= now ? EndpointAvailability.Automatic : Availability;
}
