using System.Net;

namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>A real unbound, as a client's resolver: it caches, but asks no one but the servers of the test.</summary>
internal static class Resolver
{
    /// <summary>Starts it and waits until it listens.</summary>
    /// <param name="folder">Where its files may be.</param>
    /// <param name="listen">Where it answers.</param>
    /// <param name="delegation">The part of the configuration that says where to go: stub zones, or root hints.</param>
    public static async Task<RunningProgram> StartAsync(TemporaryFolder folder, IPEndPoint listen, string delegation)
    {
        var path = folder.In($"unbound-{listen.Port}.conf");
        await File.WriteAllTextAsync(path, $"""
            server:
              interface: {listen.Address}
              port: {listen.Port}
              access-control: 127.0.0.0/8 allow
              do-not-query-localhost: no
              do-ip6: no
              module-config: "iterator"
              # By RFC 6761 a resolver answers for "test." itself unless told otherwise.
              local-zone: "test." nodefault
              target-fetch-policy: "0 0 0 0 0"
              qname-minimisation: yes
              cache-min-ttl: 0
              num-threads: 1
              msg-cache-size: 1m
              rrset-cache-size: 1m
              chroot: ""
              username: ""
              directory: "{folder.Path}"
              pidfile: ""
              use-syslog: no
              verbosity: 1
            {delegation}
            """);
        var unbound = RunningProgram.Start($"unbound on {listen}", [Programs.OfSystem("unbound"), "-dd", "-c", path]);
        await unbound.WaitForAsync("start of service", TimeSpan.FromSeconds(10));
        return unbound;
    }

    /// <summary>Goes for a zone to these servers, whatever their ports: delegations cannot name a port.</summary>
    public static string Stub(string zone, params IEnumerable<IPEndPoint> servers) =>
        $"stub-zone:\n  name: \"{zone}\"\n  stub-prime: no\n{string.Concat(servers.Select(server => $"  stub-addr: {server.Address}@{server.Port}\n"))}";
}
