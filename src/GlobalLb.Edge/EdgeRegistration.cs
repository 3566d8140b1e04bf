using GlobalLb.Edge.Answering;
using GlobalLb.Edge.Receiving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlobalLb.Edge;

/// <summary>Composes the role.</summary>
public static class EdgeRegistration
{
    /// <summary>Adds an edge; an <see cref="IFeed"/> must be registered beside it.</summary>
    public static IServiceCollection AddGlobalLbEdge(this IServiceCollection services, EdgeOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<CurrentSnapshot>();
        services.AddSingleton<EdgeMetrics>();
        services.AddSingleton<Receiver>();
        services.AddHostedService(provider => provider.GetRequiredService<Receiver>());
        services.AddHostedService<DnsListener>();
        return services;
    }
}
