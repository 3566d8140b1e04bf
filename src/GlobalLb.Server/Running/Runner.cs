using System.Runtime.InteropServices;
using GlobalLb.Server.Example;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Running;

/// <summary>Runs roles from start to stop: database, example, host, greeting; and everything back in the opposite order.</summary>
internal static class Runner
{
    public static async Task RunAsync(RunOptions options, CancellationToken cancellation)
    {
        // Ctrl-C and SIGTERM from the first moment on, not only once the host listens for them.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Stop(signal, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Stop(signal, stop));
        using var logging = LoggerFactory.Create(Logs.Configure);

        DataFolder.Check(options.Folder);
        await using var database = await Database.OpenAsync(options.Postgres, options.Folder, stop.Token, logging.CreateLogger("GlobalLb.Database"));
        await using var example = await PrepareAsync(database, options, stop.Token);
        await using var app = RoleHost.Build(options, database.ConnectionString, example);
        try
        {
            await RoleHost.StartAsync(app, options, stop.Token);
            await Greeting.WriteAsync(app.Services, options, database, example is not null, stop.Token);
            await app.WaitForShutdownAsync(stop.Token);
            await Console.Out.WriteLineAsync("Stopping …");
            if (!stop.IsCancellationRequested) throw new StartFailure("A part of the program failed, so all of it stopped; the log says which and why.");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped while starting: what was started is stopped below.
        }
        finally
        {
            // Also after a start that failed: roles that began already must not find their database taken away.
            await app.StopAsync(CancellationToken.None);
        }
    }

    /// <summary>Makes a signal a wish to stop.</summary>
    public static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }

    private static async Task<SimulatedServers?> PrepareAsync(Database database, RunOptions options, CancellationToken cancellation)
    {
        await using var store = database.Store();
        var newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
        if (newest is null && options.WithExample)
        {
            var outcome = await store.GetRequiredService<ConfigurationEdit>()
                .ApplyAsync(new EditRequest("globallb", "the living example", 0), _ => LivingExample.On(options.ExamplePort), cancellation);
            if (outcome is EditOutcome.Rejected rejected) throw new StartFailure($"The living example was not taken: {rejected.Problems[0]}");
            newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
        }

        var endpoints = newest is null ? [] : LivingExample.FindEndpoints(newest.Document, options.ExamplePort);
        return endpoints.IsEmpty || !options.Has(Roles.Web) ? null : await SimulatedServers.StartAsync(endpoints, cancellation);
    }
}
