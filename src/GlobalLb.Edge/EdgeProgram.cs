using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge;

/// <summary>The program <c>globallb-edge</c> from its arguments to its exit code.</summary>
public static class EdgeProgram
{
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

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is said by us in a sentence.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (options.ConfigurationFile is not null) builder.Services.AddSingleton<IFeed, FileFeed>();
        else AddHttpFeed(builder.Services);
        builder.Services.AddGlobalLbEdge(options);
        try
        {
            using var host = builder.Build();
            await host.StartAsync();
            await SayReadyAsync(host.Services.GetRequiredService<Receiver>(), host.Services.GetRequiredService<IHostApplicationLifetime>());
            await host.WaitForShutdownAsync();
            return 0;
        }
        catch (ListenException failure)
        {
            await Console.Error.WriteLineAsync($"globallb-edge: {failure.Message}");
            return 1;
        }
    }

    private static void AddHttpFeed(IServiceCollection services)
    {
        services.AddSingleton(new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = Timeout.InfiniteTimeSpan });
        services.AddSingleton<IFeed, HttpFeed>();
    }

    // For whoever started us and waits: DNS is answered, and not with SERVFAIL.
    private static async Task SayReadyAsync(Receiver receiver, IHostApplicationLifetime lifetime)
    {
        await receiver.Configured.WaitAsync(lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (receiver.Configured.IsCompletedSuccessfully) Console.Out.WriteLine("ready");
    }
}
