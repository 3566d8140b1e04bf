using System.Diagnostics;
using System.Globalization;

namespace GlobalLb.Fuzz;

/// <summary><c>dotnet run --project tests/GlobalLb.Fuzz -- --seconds 600 [--seed N] [--target NAME]</c>.</summary>
internal static class Program
{
    private static readonly string Usage = $"usage: --seconds N [--seed N] [--target {string.Join('|', FuzzTarget.All.Select(target => target.Name))}]";

    public static int Main(string[] arguments)
    {
        double seconds = 60;
        var seed = Environment.TickCount;
        IReadOnlyList<FuzzTarget> targets = FuzzTarget.All;
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : "";
            var isRead = arguments[i] switch
            {
                "--seconds" => double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0,
                "--seed" => int.TryParse(value, CultureInfo.InvariantCulture, out seed),
                "--target" => (targets = [.. FuzzTarget.All.Where(target => target.Name == value)]).Count > 0,
                _ => false,
            };
            if (isRead) continue;
            Console.Error.WriteLine($"'{arguments[i]} {value}' is not known here; {Usage}");
            return 2;
        }

        return targets.Select(target => Fuzz(target, seed, seconds / targets.Count)).ToList().TrueForAll(holds => holds) ? 0 : 1;
    }

    private static bool Fuzz(FuzzTarget target, int seed, double seconds)
    {
        var fuzzing = new Fuzzing(target, seed);
        var start = Stopwatch.GetTimestamp();
        var failure = fuzzing.Run(() => Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        Console.WriteLine($"{target.Name}: {fuzzing.Tried} inputs, {fuzzing.Outcomes} outcomes, seed {seed}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s: {(failure is null ? "all held" : "FAILED")}");
        if (failure is not { } found) return true;
        var file = Path.Combine(Path.GetTempPath(), $"globallb-fuzz-{target.Name}-{seed}.bin");
        File.WriteAllBytes(file, found.Input);
        Console.WriteLine($"{found.Reason}\ninput ({found.Input.Length} octets) kept in {file}:\n{Convert.ToHexString(found.Input)}");
        return false;
    }
}
