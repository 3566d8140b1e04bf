using System.Text;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>A workload as a configuration of gdnsd: its plugins <c>geoip</c> and <c>weighted</c>, all addresses up.</summary>
internal static class GdnsdFiles
{
    /// <summary>Writes the configuration into a folder and says how gdnsd is started with it.</summary>
    public static string[] Write(string folder, Workload workload, string places, int port)
    {
        foreach (var inner in new[] { "zones", "run", "state" }) Directory.CreateDirectory(Path.Combine(folder, inner));
        ZoneText.Write(Path.Combine(folder, "zones", Workload.Zone), Workload.StaticCount,
        [
            .. workload.GeographicNames.Select((name, i) => $"{name} {Workload.SteeredTtl} DYNA geoip!g{workload.SetOf(i)}"),
            .. workload.WeightedNames.Select((name, i) => $"{name} {Workload.SteeredTtl} DYNA weighted!w{workload.SetOf(i)}"),
        ]);

        var text = new StringBuilder();
        text.Append($"options => {{ listen => {{ 127.0.0.1:{port} => {{ udp_threads = 1, tcp_threads = 1, udp_rcvbuf = 1048576 }} }}\n");
        text.Append($"  run_dir = {folder}/run, state_dir = {folder}/state }}\n");
        text.Append($"plugins => {{\n geoip => {{\n  maps => {{ regions => {{ geoip2_db = {places}, datacenters = [{List(Workload.Regions)}],\n   map => {{ ");
        for (var region = 0; region < Workload.Regions.Count; region++) text.Append($"{Workload.Regions[region]} = [{Order(region)}], ");
        text.Append($"default = [{Order(0)}] }} }} }}\n  resources => {{\n");
        for (var set = 0; set < workload.DistinctCount; set++)
        {
            text.Append($"   g{set} => {{ map = regions, dcmap => {{ ");
            for (var region = 0; region < Workload.Regions.Count; region++)
                text.Append($"{Workload.Regions[region].ToLowerInvariant()} = [{string.Join(", ", Workload.GeographicAddresses(set, region))}], ");
            text.Append("} }\n");
        }

        text.Append("  }\n }\n weighted => {\n");
        for (var set = 0; set < workload.DistinctCount; set++)
        {
            var addresses = Workload.WeightedAddresses(set);
            text.Append($"  w{set} => {{ {string.Join(", ", addresses.Select((address, i) => $"a{i} = [{address}, {Workload.Weights[i]}]"))} }}\n");
        }

        text.Append(" }\n}\n");
        File.WriteAllText(Path.Combine(folder, "config"), text.ToString());
        return ["gdnsd", "-c", folder, "start"];
    }

    private static string List(IEnumerable<string> regions) => string.Join(", ", regions).ToLowerInvariant();

    private static string Order(int region) => List(Workload.Orders[region].Select(next => Workload.Regions[next]));
}
