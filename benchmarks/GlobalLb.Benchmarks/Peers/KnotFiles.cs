using System.Text;
using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>A workload as a configuration of Knot DNS: its module <c>geoip</c>, once by the database and once weighted.</summary>
internal static class KnotFiles
{
    /// <summary>Writes the configuration into a folder and says how Knot is started with it.</summary>
    public static string[] Write(string folder, Workload workload, string places, int port)
    {
        Directory.CreateDirectory(Path.Combine(folder, "run"));
        WriteZone(Path.Combine(folder, "zone"), workload);
        WriteGeographic(Path.Combine(folder, "geographic.conf"), workload);
        WriteWeighted(Path.Combine(folder, "weighted.conf"), workload);
        var file = Path.Combine(folder, "knot.conf");
        File.WriteAllText(file, $"""
            server:
                rundir: {folder}/run
                listen: 127.0.0.1@{port}
                udp-workers: 1
                tcp-workers: 1
                background-workers: 1
                edns-client-subnet: on
            log:
              - target: stderr
                any: warning
            database:
                storage: {folder}/database
            mod-geoip:
              - id: geographic
                config-file: {folder}/geographic.conf
                mode: geodb
                geodb-file: {places}
                geodb-key: continent/code
                ttl: {Workload.SteeredTtl}
              - id: weighted
                config-file: {folder}/weighted.conf
                mode: weighted
                ttl: {Workload.SteeredTtl}
            zone:
              - domain: {Workload.Zone}
                file: {folder}/zone
                zonefile-sync: -1
                journal-content: none
                module: [mod-geoip/geographic, mod-geoip/weighted]

            """);
        return ["knotd", "-c", file];
    }

    // Who is in no network of the database gets what the zone itself says: the addresses of the first region.
    private static void WriteZone(string path, Workload workload) => ZoneText.Write(path, Workload.StaticCount,
    [
        .. workload.GeographicNames.SelectMany((name, i) => Workload.GeographicAddresses(workload.SetOf(i), 0).Select(address => Line(name, address))),
        .. workload.WeightedNames.SelectMany((name, i) => Workload.WeightedAddresses(workload.SetOf(i)).Select(address => Line(name, address))),
    ]);

    private static void WriteGeographic(string path, Workload workload)
    {
        var text = new StringBuilder();
        foreach (var (index, name) in workload.GeographicNames.Index())
        {
            text.Append($"{name}.{Workload.Zone}:\n");
            for (var region = 0; region < Workload.Regions.Count; region++)
                text.Append($"  - geo: \"{Workload.Regions[region]}\"\n    A: [{string.Join(", ", Workload.GeographicAddresses(workload.SetOf(index), region))}]\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    private static void WriteWeighted(string path, Workload workload)
    {
        var text = new StringBuilder();
        foreach (var (index, name) in workload.WeightedNames.Index())
        {
            text.Append($"{name}.{Workload.Zone}:\n");
            foreach (var (branch, address) in Workload.WeightedAddresses(workload.SetOf(index)).Index())
                text.Append($"  - weight: {Workload.Weights[branch]}\n    A: {address}\n");
        }

        File.WriteAllText(path, text.ToString());
    }

    private static string Line(string name, string address) => $"{name} {Workload.SteeredTtl} A {address}";
}
