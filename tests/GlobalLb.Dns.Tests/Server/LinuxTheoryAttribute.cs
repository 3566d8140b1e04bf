namespace GlobalLb.Dns.Tests.Server;

/// <summary>A theory about what only the loop for Linux can do, or that needs all of 127.0.0.0/8.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxTheoryAttribute : TheoryAttribute
{
    public LinuxTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux()) Skip = "the batched loop and all of 127.0.0.0/8 exist on Linux only";
    }
}
