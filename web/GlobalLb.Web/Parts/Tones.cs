using GlobalLb.Steering.Health;

namespace GlobalLb.Web.Parts;

/// <summary>The colour of a mark by what it stands for.</summary>
internal static class Tones
{
    public static string Of(HealthState health) => health switch { HealthState.Up => "good", HealthState.Down => "bad", _ => "idle" };
}
