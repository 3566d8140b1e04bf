using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>An endpoint while it is typed.</summary>
public sealed class EndpointForm
{
    /// <summary>Its code.</summary>
    public string Code { get; set; } = "";

    /// <summary>Its address.</summary>
    public string Address { get; set; } = "";

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 443;

    /// <summary>Its share.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>The operator's word on it.</summary>
    public EndpointAvailability Availability { get; set; }

    /// <summary>Why it is forced up or down; empty: not said.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Whom to ask about that; empty: not said.</summary>
    public string Owner { get; set; } = "";

    /// <summary>When it is automatic again, in UTC; null: when somebody says so.</summary>
    public DateTime? Until { get; set; }

    /// <summary>The codes of what it cannot do without, separated by commas.</summary>
    public string DependsOn { get; set; } = "";

    /// <summary>What its probes have otherwise than the pool says.</summary>
    public ProbeOverride Probes { get; set; } = new();

    /// <summary>Whether that is shown.</summary>
    public bool ShowsProbes { get; set; }

    /// <summary>The endpoint as it is written; what is not edited here stays. Null: it is a new one.</summary>
    public Endpoint? Written { get; init; }

    /// <summary>Whether it is in the configuration already; its code then stays, because its history hangs on it.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Fills a form.</summary>
    public static EndpointForm Of(Endpoint endpoint) => new()
    {
        Code = endpoint.Code.Value,
        Address = endpoint.Address.ToString(),
        Port = endpoint.Port,
        Weight = endpoint.Weight,
        Availability = endpoint.Availability,
        Reason = endpoint.Forced?.Reason ?? "",
        Owner = endpoint.Forced?.Owner ?? "",
        Until = endpoint.Forced?.Until?.UtcDateTime,
        DependsOn = CodeList.Write(endpoint.DependsOn),
        Probes = endpoint.ProbeOverride ?? new(),
        ShowsProbes = endpoint.ProbeOverride is not null,
        Written = endpoint,
        IsKnown = true,
    };

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Endpoint Read(List<Problem> problems)
    {
        if (!AddressText.TryParse(Address.Trim(), out var address, out var problem)) problems.Add(new Problem($"endpoints[{Code}].address", problem));
        return (Written ?? new Endpoint { Code = default, Address = IPAddress.None }) with
        {
            Code = new EndpointCode(Code.Trim()),
            Address = address ?? IPAddress.None,
            Port = Port,
            Weight = Weight,
            Availability = Availability,
            ProbeOverride = Probes == new ProbeOverride() ? null : Probes,
            Forced = Availability == EndpointAvailability.Automatic ? null : ReadForced(),
            DependsOn = CodeList.Read(DependsOn, Written?.DependsOn ?? []),
        };
    }

    private Forced? ReadForced()
    {
        var until = Until is not { } written ? default(DateTimeOffset?)
            : written == Written?.Forced?.Until?.UtcDateTime ? Written.Forced.Until
            : new DateTimeOffset(DateTime.SpecifyKind(written, DateTimeKind.Unspecified), TimeSpan.Zero);
        var forced = new Forced { Reason = Given(Reason), Owner = Given(Owner), Until = until };
        return forced == new Forced() ? null : forced;
    }

    private static string? Given(string written) => string.IsNullOrWhiteSpace(written) ? null : written.Trim();
}
