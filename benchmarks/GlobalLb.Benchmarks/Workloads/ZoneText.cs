using System.Text;

namespace GlobalLb.Benchmarks.Workloads;

/// <summary>The zone as a master file, without what each server steers in its own way.</summary>
internal static class ZoneText
{
    /// <summary>Writes the zone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="staticCount">How many static names it has.</param>
    /// <param name="steered">Lines for the steered names.</param>
    public static void Write(string path, int staticCount, IEnumerable<string> steered)
    {
        var text = new StringBuilder($"""
            $ORIGIN {Workload.Zone}.
            $TTL {Workload.StaticTtl}
            @ SOA ns1 hostmaster {Workload.AuthorityNumbers}
            @ NS ns1
            @ NS ns2
            ns1 A 192.0.2.1
            ns2 A 192.0.2.2

            """);
        for (var i = 0; i < staticCount; i++) text.Append($"s{i} A {Workload.StaticAddress(i)}\n");
        foreach (var line in steered) text.Append(line).Append('\n');
        File.WriteAllText(path, text.ToString());
    }
}
