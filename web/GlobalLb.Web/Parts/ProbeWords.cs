using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Parts;

/// <summary>A probe in one line.</summary>
internal static class ProbeWords
{
    public static string Of(Pool pool, ConfigurationDocument document)
    {
        if (pool.Probe is not { } probe) return "never probed; counts as up";
        var timing = new ProbeInheritance(document).Of(pool.Code, probe).Timing;
        return $"{Name(probe.Kind)} every {Times.Seconds(timing.IntervalSeconds)}, a failure is noticed within {Times.Seconds(timing.DetectionSeconds)}";
    }

    public static string Name(ProbeKind kind) => kind switch
    {
        ProbeKind.Grpc => "gRPC",
        ProbeKind.Redis => "Redis",
        ProbeKind.Postgresql => "PostgreSQL",
        ProbeKind.Script => "Script",
        ProbeKind.Push => "Push",
        _ => kind.ToString().ToUpperInvariant(),
    };
}
