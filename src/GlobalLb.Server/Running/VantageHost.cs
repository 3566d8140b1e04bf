using System.Runtime.InteropServices;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Server.Running;

/// <summary>Runs a vantage that joins a Control: no database, and nothing that listens.</summary>
internal static class VantageHost
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(JoinOptions join, VantageOptions probing, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Runner.Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Runner.Stop(signal, stop));
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        Logs.Configure(builder.Logging);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestStop);
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.AddGlobalLbJoining(join, probing);
        using var host = builder.Build();
        try
        {
            await host.StartAsync(stop.Token);
            await Console.Out.WriteLineAsync($"Vantage {join.Vantage} joins {string.Join(", ", join.Controls)}. Stop with Ctrl-C.");
            await host.WaitForShutdownAsync(stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while starting: what was started is stopped below.
        }
        finally
        {
            await host.StopAsync(CancellationToken.None);
        }
    }
}
