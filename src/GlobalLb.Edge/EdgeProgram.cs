using System.Runtime.InteropServices;
using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Observing;
using GlobalLb.Edge.Receiving;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge;

/// <summary>
/// The program <c>globallb-edge</c> from its arguments to its exit code. It makes its few parts itself: a host that does it would
/// take longer than all the rest until it answers (decision 0025).
/// </summary>
public static class EdgeProgram
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    /// <summary>Runs until stopped.</summary>
    /// <param name="arguments">As <see cref="EdgeArguments.Help"/> describes them.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Contains("--help") || arguments.Contains("-h"))
        {
            Console.WriteLine(EdgeArguments.Help);
            return 0;
        }

        if (!EdgeArguments.TryRead(arguments, Environment.GetEnvironmentVariable, out var options, out var problem))
        {
            await Console.Error.WriteLineAsync($"globallb-edge: {problem}");
            return 2;
        }

        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var log = new StandardErrorLog(Console.Error, TimeProvider.System);
        try
        {
            await RunAsync(options, log, stop.Task);
            return 0;
        }
        catch (ListenException failure)
        {
            await Console.Error.WriteLineAsync($"globallb-edge: {failure.Message}");
            return 1;
        }
    }

    private static async Task RunAsync(EdgeOptions options, ILoggerFactory log, Task stop)
    {
        var (time, current) = (TimeProvider.System, new CurrentSnapshot());
        using var metrics = new EdgeMetrics(time);
        using var http = options.Control is null ? null : new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan };
        var file = http is null ? new FileFeed(options, current, time, metrics, new Logger<FileFeed>(log)) : null;
        using var receiver = new Receiver(file ?? (IFeed)new HttpFeed(http!, options, time, metrics, new Logger<HttpFeed>(log)), current, options, time, metrics, new Logger<Receiver>(log));
        var listener = new DnsListener(options, current, receiver, new Logger<DnsListener>(log));
        await receiver.StartAsync(CancellationToken.None);
        try
        {
            await listener.StartAsync(CancellationToken.None);
            await Task.WhenAny(IsReady(receiver, file), stop);
            if (receiver.Configured.IsCompletedSuccessfully) Console.Out.WriteLine("ready");
            await Task.WhenAny(stop, receiver.ExecuteTask!);
        }
        finally
        {
            using var patience = new CancellationTokenSource(LongestStop);
            await listener.StopAsync(patience.Token);
            await receiver.StopAsync(patience.Token);
        }

        // Were it to end by itself, nobody would follow anything any more: whoever started us can start us again.
        await receiver.ExecuteTask!;
    }

    // There is something to answer with. Who names a file means what is in it, unless it is refused, and not what was in it before
    // a restart; a Control may be out of reach for hours.
    private static Task IsReady(Receiver receiver, FileFeed? file) =>
        file is null ? receiver.Configured : Task.WhenAll(receiver.Configured, Task.WhenAny(receiver.Heard, file.Refused));

    private static void Stop(PosixSignalContext signal, TaskCompletionSource stop)
    {
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
