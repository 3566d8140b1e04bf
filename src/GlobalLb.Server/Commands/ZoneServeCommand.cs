using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
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
        var responses = new ResponseOptions();
        responses.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult(files) is not { Tokens.Count: > 0 } && result.GetResult(list) is null) result.AddError("Name a master file, or a list of them with --list.");
        });
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!EdgeArguments.TryReadListen(parsed.GetValue(listen)!, out var address))
                throw new StartFailure($"'{parsed.GetValue(listen)}' is no address and port; write one such as 127.0.0.1:5353");
            if (parsed.GetValue(loops) is < 1 or > MostLoops) throw new StartFailure($"'{parsed.GetValue(loops)}' is no number of loops; write 1 to {MostLoops}");

            var options = responses.Read(parsed, new ResponderOptions { RateLimits = new RateLimitOptions { Mode = RateLimitMode.Off } }, _ => null);
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));

            // Large zones take long to load, and whoever wants the program to end need not wait for them.
            var compiling = Task.Run(() => CompileAsync(ZoneCommand.Sources(parsed, files), parsed.GetValue(list), parsed.GetValue(root), error), cancellation);
            if (await Task.WhenAny(compiling, stop.Task) != compiling) return ExitCode.Done;
            var snapshot = await compiling;

            // What reading left behind goes back to the system now: nothing will be collected once we only answer.
            if (snapshot.NameCount > ManyNames) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            var responder = new Responder(new Authority(() => snapshot), options);
            await using var servers = DnsServers.Start([address], responder, parsed.GetValue(loops), NullLogger.Instance);
            await SayReadyAsync(output, error);
            await stop.Task.WaitAsync(cancellation);
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

        while (zones.Count > 0)
        {
            if (TryCompile(zones.Values, out var snapshot, out var problem)) return snapshot;

            // Hardly ever: a set of records that no table can hold. Which zones have one, each says by itself.
            var left = zones.Count;
            foreach (var zone in zones.Values.ToList())
            {
                if (TryCompile([zone], out _, out var own)) continue;
                await error.WriteLineAsync($"the zone {zone.Name} is refused: {own}");
                zones.Remove(zone.Name);
            }

            if (zones.Count == left) throw new StartFailure(problem);
        }

        throw new NotFoundException("no zone could be loaded, so nothing is served");
    }

    private static bool TryCompile(IEnumerable<Zone> zones, [NotNullWhen(true)] out Snapshot? snapshot, [NotNullWhen(false)] out string? problem)
    {
        try
        {
            problem = null;
            snapshot = Snapshot.Compile(new ConfigurationDocument { Zones = [.. zones] }, 1, HealthTable.Empty, TimeProvider.System.GetUtcNow());
            return true;
        }
        catch (InvalidOperationException failure)
        {
            snapshot = null;
            problem = failure.Message;
            return false;
        }
    }

    // A full disk or a reader that has gone is no reason not to answer.
    private static async Task SayReadyAsync(TextWriter output, TextWriter error)
    {
        try
        {
            await output.WriteLineAsync("ready");
            await output.FlushAsync();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync($"globallb: it answers, though 'ready' cannot be written to standard output: {failure.Message}");
        }
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
