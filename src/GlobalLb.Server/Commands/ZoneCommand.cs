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

/// <summary><c>globallb zone check|serve</c>: master files, with no database and nothing else started.</summary>
internal static class ZoneCommand
{
    public static Command Create() => new("zone", "Master files: check them, or serve them at once") { Check(), Serve() };

    private static Argument<string[]> Files() => new("files")
    {
        Description = "Master files, each as FILE or ORIGIN=FILE; without an origin the file's name says it (example.test.zone)",
        Arity = ArgumentArity.OneOrMore,
    };

    private static DocumentedCommand Check()
    {
        var files = Files();
        var command = new DocumentedCommand(
            "check",
            "Check master files and print every problem with its line and column",
            ["globallb zone check example.test=zones/example.test.zone"]) { files };
        Failing.SetAction(command, async (parsed, _) =>
        {
            var isValid = true;
            foreach (var file in parsed.GetValue(files)!)
            {
                var loaded = ZoneFile.Load(file);
                foreach (var problem in loaded.Problems) await Console.Error.WriteLineAsync(problem);
                if (loaded.Zone is { } zone) await Console.Out.WriteLineAsync($"{zone.Name}: {zone.Records.Length} records, no problem");
                isValid &= loaded.Zone is not null;
            }

            return isValid ? ExitCode.Done : ExitCode.NotFound;
        });
        return command;
    }

    private static DocumentedCommand Serve()
    {
        var files = Files();
        var listen = new Option<string>("--listen", "--dns") { Description = "Answer here, UDP and TCP", DefaultValueFactory = _ => "127.0.0.1:5300", HelpName = "address:port" };
        var command = new DocumentedCommand(
            "serve",
            "Serve master files over UDP and TCP until SIGTERM or Ctrl-C; prints 'ready' once it answers",
            ["globallb zone serve example.test=zones/example.test.zone --listen 127.0.0.1:5353"],
            "A file that does not load is reported and its zone refused, while the others are served.") { files, listen };
        var rates = new RateOptions();
        rates.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!EdgeArguments.TryReadListen(parsed.GetValue(listen)!, out var address))
                throw new StartFailure($"'{parsed.GetValue(listen)}' is no address and port; write one such as 127.0.0.1:5353");
            var loaded = parsed.GetValue(files)!.Select(ZoneFile.Load).ToList();
            foreach (var problem in loaded.SelectMany(file => file.Problems)) await Console.Error.WriteLineAsync(problem);
            var zones = loaded.Where(file => file.Zone is not null).ToLookup(file => file.Zone!.Name, file => file.Zone!);
            foreach (var twice in zones.Where(same => same.Count() > 1)) await Console.Error.WriteLineAsync($"{twice.Key}: more than one file holds this zone; the first one is served");
            ConfigurationDocument document = new() { Zones = [.. zones.Select(same => same.First())] };
            if (document.Zones.IsEmpty) throw new NotFoundException("no zone could be loaded, so nothing is served");
            var limits = rates.Read(parsed, new RateLimitOptions { Mode = RateLimitMode.Off }, _ => null);
            await ServeAsync(Snapshot.Compile(document, 1, HealthTable.Empty, TimeProvider.System.GetUtcNow()), address, limits, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task ServeAsync(Snapshot snapshot, IPEndPoint listen, RateLimitOptions limits, CancellationToken cancellation)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        await using var servers = DnsServers.Start([listen], new Responder(new Authority(() => snapshot), new ResponderOptions { RateLimits = limits }), Math.Max(1, Environment.ProcessorCount), NullLogger.Instance);
        await Console.Out.WriteLineAsync("ready");
        await Console.Out.FlushAsync(cancellation);
        await stop.Task.WaitAsync(cancellation);
    }

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
