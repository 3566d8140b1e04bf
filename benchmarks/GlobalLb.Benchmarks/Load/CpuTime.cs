namespace GlobalLb.Benchmarks.Load;

/// <summary>Processor time.</summary>
/// <param name="User">Spent in the program.</param>
/// <param name="System">Spent in the kernel on its behalf.</param>
internal readonly record struct CpuTime(TimeSpan User, TimeSpan System)
{
    public static CpuTime operator +(CpuTime left, CpuTime right) => new(left.User + right.User, left.System + right.System);

    public static CpuTime operator -(CpuTime left, CpuTime right) => new(left.User - right.User, left.System - right.System);
}
