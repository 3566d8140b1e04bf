using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Parts;

/// <summary>A probe in one line.</summary>
internal static class ProbeWords
{
    public static string Of(Pool pool) => pool.Probe is not { } probe
        ? "never probed; counts as up"
        : $"{Name(probe.Kind)} every {Times.Seconds(probe.IntervalSeconds)}, a failure is noticed within {Times.Seconds(probe.DetectionSeconds)}";

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
