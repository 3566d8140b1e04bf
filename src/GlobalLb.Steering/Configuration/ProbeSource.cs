using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>Where it is written what a probe has.</summary>
/// <param name="Level">At which level.</param>
/// <param name="Zone">The zone; null: it is no zone.</param>
public readonly record struct ProbeSource(ProbeLevel Level, DomainName? Zone = null)
{
    /// <summary>In words that follow "from".</summary>
    public override string ToString() => Level switch
    {
        ProbeLevel.Organisation => "the organisation",
        ProbeLevel.Zone => $"zone {Zone?.ToHostName()}",
        ProbeLevel.Pool => "the pool",
        ProbeLevel.Endpoint => "the endpoint",
        _ => "the usual values",
    };
}
