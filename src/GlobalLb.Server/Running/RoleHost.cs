using GlobalLb.Control;
using GlobalLb.Control.Publishing;
using GlobalLb.Control.Pushing;
using GlobalLb.Control.Vantages;
using GlobalLb.Edge;
using GlobalLb.Edge.Receiving;
using GlobalLb.Server.Example;
using GlobalLb.Store;
using GlobalLb.Store.Embedded;
using GlobalLb.Web;
using Microsoft.AspNetCore.Hosting.StaticWebAssets;

namespace GlobalLb.Server.Running;

/// <summary>Composes the roles of one process on a database that is already there.</summary>
internal static class RoleHost
{
    public static WebApplication Build(RunOptions options, string connectionString, SimulatedServers? example)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(RoleHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        StaticWebAssetsLoader.UseStaticWebAssets(builder.Environment, builder.Configuration);
        Logs.Configure(builder.Logging);
        builder.WebHost.UseUrls(options.Web.ToString());
        if (options.Web.Scheme == Uri.UriSchemeHttps) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));

        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.AddGlobalLbStore(connectionString);
        if (options.Has(Roles.Control)) builder.Services.AddGlobalLbControl(Control(options, example));
        if (options.Has(Roles.Edge)) AddEdge(builder.Services, options);
        if (options.Has(Roles.Web)) AddWeb(builder.Services, options, example);

        var app = builder.Build();
        if (options.Has(Roles.Web)) app.MapGlobalLbWeb();
        if (options.Has(Roles.Control))
        {
            app.MapGlobalLbFeed();
            app.MapGlobalLbPush();
            app.MapGlobalLbVantages();
        }

        return app;
    }

    /// <summary>Starts the host; a port that is taken becomes a sentence.</summary>
    /// <exception cref="StartFailure">The page's address cannot be had.</exception>
    public static async Task StartAsync(WebApplication app, RunOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure)
        {
            throw new StartFailure($"The address {options.Web} cannot be served: {failure.Message.TrimEnd('.')}. Stop what uses it, or choose another with --web.", failure);
        }
        catch (InvalidOperationException failure) when (options.Web.Scheme == Uri.UriSchemeHttps)
        {
            throw new StartFailure($"The address {options.Web} cannot be served over HTTPS: {failure.Message.ReplaceLineEndings(" ").TrimEnd('.')}. Give a certificate, or serve http:// behind a proxy that has one.", failure);
        }
        catch (System.Net.Sockets.SocketException failure)
        {
            throw new StartFailure($"The address {options.Web} cannot be served: {failure.Message}. Choose another with --web.", failure);
        }
    }

    // What this program serves itself may be probed without further ado.
    private static ControlOptions Control(RunOptions options, SimulatedServers? example) => new()
    {
        FeedKey = options.FeedKey,
        VantageKey = options.VantageKey,
        Vantage = options.Vantage,
        Resolvers = [.. options.Resolvers],
        Probing = example is null ? options.Probing : options.Probing with { Allowed = options.Probing.Allowed.Add(LivingExample.Network) },
        HistoryFolder = Path.Combine(options.Folder, "history"),
        MostHistoryOctets = options.MostHistoryOctets,
        HistoryRetention = options.HistoryRetention,
        AlertAllowed = options.Alerting.Allowed,
        AlertSecrets = options.Alerting.Secrets,
        Console = options.Alerting.Console,
    };

    private static void AddEdge(IServiceCollection services, RunOptions options)
    {
        services.AddSingleton<IFeed>(provider => new LocalFeed(provider.GetRequiredService<Publisher>(), provider.GetRequiredService<EdgeOptions>()));
        var edge = new EdgeOptions { Listen = [.. options.Dns], StateFolder = Path.Combine(options.Folder, "edge"), PlaceFiles = [.. options.Places] };
        services.AddGlobalLbEdge(edge with { Responder = options.Responder });
    }

    private static void AddWeb(IServiceCollection services, RunOptions options, SimulatedServers? example)
    {
        if (example is not null) services.AddSingleton<ISimulatedEndpoints>(example);
        if (options.Places.Count > 0)
            services.AddSingleton<IPlaceSource>(provider => new FilePlaces(options.Places, provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<FilePlaces>>()));
        services.AddGlobalLbWeb(new WebOptions
        {
            KeysFolder = Path.Combine(options.Folder, "keys"),
            IsSecure = options.Web.Scheme == Uri.UriSchemeHttps,
        });
    }
}
