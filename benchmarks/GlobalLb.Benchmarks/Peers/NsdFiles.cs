using GlobalLb.Benchmarks.Workloads;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>The static part of a workload as a configuration of NSD, which does not steer: a floor for plain answers.</summary>
internal static class NsdFiles
{
    /// <summary>Writes the configuration into a folder and says how NSD is started with it.</summary>
    public static string[] Write(string folder, Workload workload, int port)
    {
        // As many names as the others have, though all of them static.
        var steered = workload.GeographicNames.Select((name, i) => $"{name} {Workload.SteeredTtl} A {Workload.GeographicAddresses(workload.SetOf(i), 0)[0]}")
            .Concat(workload.WeightedNames.Select((name, i) => $"{name} {Workload.SteeredTtl} A {Workload.WeightedAddresses(workload.SetOf(i))[0]}"));
        ZoneText.Write(Path.Combine(folder, "zone"), Workload.StaticCount, steered);
        var file = Path.Combine(folder, "nsd.conf");
        File.WriteAllText(file, $"""
            server:
              server-count: 1
              ip-address: 127.0.0.1@{port}
              username: ""
              zonesdir: "{folder}"
              database: ""
              pidfile: "{folder}/nsd.pid"
              xfrdfile: ""
              xfrdir: "{folder}"
              zonelistfile: "{folder}/zone.list"
              cookie-secret-file: ""
              rrl-ratelimit: 0
              rrl-whitelist-ratelimit: 0
              minimal-responses: yes
            remote-control:
              control-enable: no
            zone:
              name: {Workload.Zone}
              zonefile: zone

            """);
        return ["nsd", "-d", "-c", file];
    }
}
