namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>A theory that asks systemd's own checker.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SystemdTheoryAttribute : TheoryAttribute
{
    public SystemdTheoryAttribute()
    {
        if (!File.Exists("/usr/bin/systemd-analyze")) Skip = "systemd-analyze is not installed";
    }
}
