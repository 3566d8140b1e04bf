using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Edge;
using GlobalLb.Edge.Answering;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb zone serve</c>: answers from master files, with no database, no network of its own and no file written.</summary>
internal static class ZoneServeCommand
{
    private const int MostLoops = 256;
    private const int ManyNames = 10_000;

    public static Command Create()
    {
        var files = ZoneCommand.Files(ArgumentArity.ZeroOrMore);
        var list = new Option<string?>("--list") { Description = "Serve the zones of this list too: a line each, origin<TAB>path; # begins a comment line, relative paths begin at the list's folder", HelpName = "file" };
        var root = ZoneCommand.Root();
        var listen = new Option<string>("--listen", "--dns") { Description = "Answer here, UDP and TCP", DefaultValueFactory = _ => "127.0.0.1:5300", HelpName = "address:port" };
        var loops = new Option<int>("--loops") { Description = "UDP loops (one per core)", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount), HelpName = "number" };
        var command = new DocumentedCommand(
            "serve",
            "Serve master files over UDP and TCP until SIGTERM or Ctrl-C; prints 'ready' once it answers",
            [
                "globallb zone serve example.test=zones/example.test.zone --listen 127.0.0.1:5353",
                "globallb zone serve --list zones/list --listen 127.0.0.1:5353",
            ],
            "A zone that does not load is reported and refused, while the others are served.") { files, list, root, listen, loops };
        var rates = new RateOptions();
        rates.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(files) is not { Tokens.Count: > 0 } && result.GetResult(list) is null) result.AddError("Name a master file, or a list of them with --list.");
        });
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!EdgeArguments.TryReadListen(parsed.GetValue(listen)!, out var address))
                throw new StartFailure($"'{parsed.GetValue(listen)}' is no address and port; write one such as 127.0.0.1:5353");
            if (parsed.GetValue(loops) is < 1 or > MostLoops) throw new StartFailure($"'{parsed.GetValue(loops)}' is no number of loops; write 1 to {MostLoops}");

            var limits = rates.Read(parsed, new RateLimitOptions { Mode = RateLimitMode.Off }, _ => null);
            var snapshot = await CompileAsync(ZoneCommand.Sources(parsed, files), parsed.GetValue(list), parsed.GetValue(root), parsed.InvocationConfiguration.Error);
            // What reading left behind goes back to the system now: nothing will be collected once we only answer.
            if (snapshot.NameCount > ManyNames) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var responder = new Responder(new Authority(() => snapshot), new ResponderOptions { RateLimits = limits });
            await ServeAsync(responder, address, parsed.GetValue(loops), parsed.InvocationConfiguration.Output, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Snapshot> CompileAsync(List<ZoneSource> sources, string? list, string? root, TextWriter error)
    {
        if (list is not null)
        {
            var listed = ZoneList.Read(list);
            foreach (var problem in listed.Problems) await error.WriteLineAsync(problem);
            sources.AddRange(listed.Sources);
        }

        var zones = new Dictionary<GlobalLb.Dns.Names.DomainName, Zone>();
        foreach (var file in await ZoneFiles.LoadAsync(sources, root, error))
        {
            if (file.Zone is not { } loaded) continue;
            var zone = AliasRecords.Without(loaded, out var taken);
            foreach (var sentence in taken) await error.WriteLineAsync($"{file.Path}:1:1: warning: {sentence}");
            if (!zones.TryAdd(zone.Name, zone))
                await error.WriteLineAsync($"{file.Path}:1:1: warning: the zone {zone.Name} is in another file too; the first one is served");
        }

        if (zones.Count == 0) throw new NotFoundException("no zone could be loaded, so nothing is served");
        return Snapshot.Compile(new ConfigurationDocument { Zones = [.. zones.Values] }, 1, HealthTable.Empty, TimeProvider.System.GetUtcNow());
    }

    private static async Task ServeAsync(Responder responder, IPEndPoint listen, int loops, TextWriter output, CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        await using var servers = DnsServers.Start([listen], responder, loops, NullLogger.Instance);
        await output.WriteLineAsync("ready");
        await output.FlushAsync(cancellation);
        await stop.Task.WaitAsync(cancellation);
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
