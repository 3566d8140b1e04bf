namespace GlobalLb.Dns.Tests.Server;

/// <summary>A fact about what only the loop for Linux can do.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "the batched loop exists on Linux only";
    }
}
