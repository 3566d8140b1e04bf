using System.Globalization;
using GlobalLb.Benchmarks.Load;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>What Linux says of processes and of the machine (proc(5)).</summary>
internal static class ProcessFigures
{
    // USER_HZ, fixed for programs on all architectures we know.
    private const int TicksPerSecond = 100;

    /// <summary>The processor time of some processes so far.</summary>
    public static CpuTime CpuOf(IEnumerable<int> processes) => processes.Select(CpuOf).Aggregate(default(CpuTime), (sum, next) => sum + next);

    /// <summary>The memory that is resident for a process, in octets.</summary>
    public static long ResidentOf(int process) => StatusOf(process, "VmRSS:");

    /// <summary>The memory that is resident for a process and no file's, in octets.</summary>
    public static long PrivateOf(int process) => StatusOf(process, "RssAnon:");

    /// <summary>A process and all that descend from it.</summary>
    public static IReadOnlyList<int> Family(int process)
    {
        var children = new List<(int Parent, int Process)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var id)) continue;
            try
            {
                children.Add((int.Parse(Fields(id)[1], CultureInfo.InvariantCulture), id));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        var family = new List<int> { process };
        for (var i = 0; i < family.Count; i++) family.AddRange(children.Where(child => child.Parent == family[i]).Select(child => child.Process));
        return family;
    }

    /// <summary>The time all processors of the machine were busy so far; time taken away by a hypervisor counts.</summary>
    public static TimeSpan MachineBusy()
    {
        // cpu user nice system idle iowait irq softirq steal …
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return Ticks(ticks.Sum() - ticks[3] - ticks[4]);
    }

    private static long StatusOf(int process, string line) =>
        long.Parse(File.ReadLines($"/proc/{process}/status").First(text => text.StartsWith(line, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;

    private static CpuTime CpuOf(int process)
    {
        var fields = Fields(process);
        return new CpuTime(Ticks(long.Parse(fields[11], CultureInfo.InvariantCulture)), Ticks(long.Parse(fields[12], CultureInfo.InvariantCulture)));
    }

    private static TimeSpan Ticks(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);

    // The second field is the name in parentheses and may hold anything: what counts begins behind it.
    private static string[] Fields(int process)
    {
        var text = File.ReadAllText($"/proc/{process}/stat");
        return text[(text.LastIndexOf(')') + 2)..].Split(' ');
    }
}
