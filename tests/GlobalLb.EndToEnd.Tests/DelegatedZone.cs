using System.Net;
using System.Net.Sockets;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>
/// A small internet: a root, a top-level domain that delegates <c>example.test</c> with glue to two edges, and an unbound that
/// knows nothing but the root. Delegations cannot name a port, so all of it is on port 53 of 127.0.3.x; who may not listen
/// there leads unbound to the edges by a stub zone instead, which leaves out the root and the top-level domain.
/// </summary>
public sealed class DelegatedZone : IAsyncLifetime
{
    private static readonly IPAddress Root = IPAddress.Parse("127.0.3.1"), TopLevel = IPAddress.Parse("127.0.3.2");

    internal Stage Stage { get; } = new();

    /// <summary>Whether the whole way from the root is walked.</summary>
    public bool IsFromRoot { get; } = FreePort.IsFree(new IPEndPoint(Root, 53), SocketType.Dgram) && FreePort.IsFree(new IPEndPoint(Root, 53), SocketType.Stream);

    public IPEndPoint Edge1 { get; private set; } = null!;

    public IPEndPoint Edge2 { get; private set; } = null!;

    public IPEndPoint Resolver { get; } = Stage.FreeDns();

    public async Task InitializeAsync()
    {
        Edge1 = IsFromRoot ? new IPEndPoint(IPAddress.Parse("127.0.3.3"), 53) : Stage.FreeDns();
        Edge2 = IsFromRoot ? new IPEndPoint(IPAddress.Parse("127.0.3.4"), 53) : Stage.FreeDns();
        var web = Stage.FreeWeb();
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("database")), NullLogger.Instance));
        await Stage.StartControlAsync(web, "--postgres", postgres.ConnectionString, "--data", Stage.Folder.In("data"));
        await using (var desk = new Desk(postgres.ConnectionString))
            await desk.EditAsync("begin", _ => Sample.Document(Sample.StartEndpoints(Stage), [Edge1.Address, Edge2.Address]));
        await Stage.StartEdgeAsync("edge-1", Edge1, web);
        await Stage.StartEdgeAsync("edge-2", Edge2, web);
        foreach (var edge in new[] { Edge1, Edge2 })
            await Questions.UntilAnsweredAsync(edge, "www.example.test", Stage.Patience, "127.0.2.1");
        if (IsFromRoot) await ServeAboveAsync();
        Stage.Keep(await Running.Resolver.StartAsync(Stage.Folder, Resolver, IsFromRoot
            ? $"  root-hints: \"{Stage.Folder.In("root.hints")}\""
            : Running.Resolver.Stub("example.test", [Edge1, Edge2])));
    }

    public async Task DisposeAsync() => await Stage.DisposeAsync();

    // Our own server stands in for the root and the top-level domain: referrals are its business too.
    private async Task ServeAboveAsync()
    {
        await ServeAsync(Root, ".", $"""
            $TTL 3600
            @         IN SOA a.root. hostmaster.root. 1 3600 600 86400 60
            @         IN NS  a.root.
            a.root.   IN A   {Root}
            test.     IN NS  ns.nic.test.
            ns.nic.test. IN A {TopLevel}
            """);
        await ServeAsync(TopLevel, "test", $"""
            $TTL 3600
            @           IN SOA ns.nic hostmaster.nic 1 3600 600 86400 60
            @           IN NS  ns.nic
            ns.nic      IN A   {TopLevel}
            example     IN NS  ns1.example
            example     IN NS  ns2.example
            ns1.example IN A   {Edge1.Address}
            ns2.example IN A   {Edge2.Address}
            """);
        await File.WriteAllTextAsync(Stage.Folder.In("root.hints"), $". 3600 IN NS a.root.\na.root. 3600 IN A {Root}\n");
    }

    private async Task ServeAsync(IPAddress address, string origin, string zone)
    {
        var file = Stage.Folder.In($"{(origin == "." ? "root" : origin)}.zone");
        await File.WriteAllTextAsync(file, zone + "\n");
        await Stage.StartGlobalLb("zone", "serve", $"{origin}={file}", "--listen", $"{address}:53").WaitForAsync("ready", Stage.Patience);
    }
}
