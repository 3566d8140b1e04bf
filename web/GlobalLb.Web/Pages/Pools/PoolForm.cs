using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Web.Pages.Pools;

/// <summary>A pool while it is typed.</summary>
public sealed class PoolForm
{
    /// <summary>Its code.</summary>
    public string Code { get; set; } = "";

    /// <summary>Its region's code.</summary>
    public string Region { get; set; } = "";

    /// <summary>What its endpoints take.</summary>
    public PoolKind Kind { get; set; } = PoolKind.L7;

    /// <summary>What an endpoint counts as before its health is known.</summary>
    public UnknownMeaning UnknownMeans { get; set; }

    /// <summary>Whether its endpoints are probed.</summary>
    public bool IsProbed { get; set; } = true;

    /// <summary>How they are probed.</summary>
    public ProbeForm Probe { get; set; } = new() { Probe = new() { Kind = ProbeKind.Http } };

    /// <summary>Further probes.</summary>
    public List<ProbeForm> MoreProbes { get; } = [];

    /// <summary>How many of the probes that count must pass; null: not said.</summary>
    public int? QuorumOfProbes { get; set; }

    /// <summary>Seconds over which endpoints get their share; null: at once.</summary>
    public int? SlowStart { get; set; }

    /// <summary>Whether what vantages near a client find counts for that client first.</summary>
    public bool RegionalHealth { get; set; }

    /// <summary>The pool as it is written; what is not edited here stays. Null: it is a new one.</summary>
    public Pool? Written { get; init; }

    /// <summary>Its endpoints.</summary>
    public List<EndpointForm> Endpoints { get; } = [];

    /// <summary>Fills a form.</summary>
    public static PoolForm Of(Pool pool)
    {
        var form = new PoolForm
        {
            Code = pool.Code.Value,
            Region = pool.Region.Value,
            Kind = pool.Kind,
            UnknownMeans = pool.UnknownMeans,
            IsProbed = pool.Probe is not null,
            SlowStart = pool.SlowStart,
            RegionalHealth = pool.RegionalHealth,
            Written = pool,
            Probe = ProbeForm.Of(pool.Probe ?? new Probe { Kind = pool.Kind == PoolKind.L4 ? ProbeKind.Tcp : ProbeKind.Http }),
            QuorumOfProbes = pool.QuorumOfProbes,
        };
        form.MoreProbes.AddRange(pool.MoreProbes.Select(ProbeForm.Of));
        form.Endpoints.AddRange(pool.Endpoints.Select(EndpointForm.Of));
        return form;
    }

    /// <summary>Reads the form; what cannot be read is added to <paramref name="problems"/>.</summary>
    public Pool Read(List<Problem> problems) => (Written ?? new Pool { Code = default, Region = default }) with
    {
        Code = new PoolCode(Code.Trim()),
        Region = new RegionCode(Region),
        Kind = Kind,
        UnknownMeans = UnknownMeans,
        SlowStart = SlowStart,
        RegionalHealth = RegionalHealth,
        Probe = IsProbed ? Probe.Read("probe", problems) : null,
        MoreProbes = IsProbed ? [.. MoreProbes.Select(probe => probe.Read($"moreProbes[{probe.Probe.Name}]", problems))] : [],
        QuorumOfProbes = IsProbed ? QuorumOfProbes : null,
        Endpoints = [.. Endpoints.Select(endpoint => endpoint.Read(problems))],
    };
}
