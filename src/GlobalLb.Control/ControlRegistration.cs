using GlobalLb.Control.Alerting;
using GlobalLb.Control.Confirming;
using GlobalLb.Control.Cookies;
using GlobalLb.Control.Flattening;
using GlobalLb.Control.Following;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Control.Vantages;
using GlobalLb.Control.Working;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlobalLb.Control;

/// <summary>Composes the role.</summary>
public static class ControlRegistration
{
    /// <summary>Adds a Control; the store must be registered beside it.</summary>
    /// <param name="services">The program's parts.</param>
    /// <param name="options">What it is told.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static IServiceCollection AddGlobalLbControl(this IServiceCollection services, ControlOptions options, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        services.TryAddSingleton(time);
        services.AddSingleton(options);
        services.AddSingleton<Publisher>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<Lookout>();
        services.AddSingleton<Judge>();
        services.AddSingleton<HealthTracker>();
        services.AddSingleton<IOutcomes>(provider => provider.GetRequiredService<HealthTracker>());
        services.AddSingleton<ControlMetrics>();
        services.AddSingleton<LastGoodWriter>();
        services.AddSingleton<TargetLookUp>();
        services.AddSingleton<Flattener>();
        services.AddSingleton<AliasTracker>();
        services.AddSingleton<IWork, HistoryKeeping>();
        services.AddSingleton<IWork, RollUpCompletion>();
        services.AddSingleton<IWork, WarningGathering>();
        services.AddSingleton<IWork, DrillEnd>();
        services.AddSingleton<WorkJob>();
        services.AddSingleton<VantageDesk>();

        // Started in this order and stopped in the opposite one: judging outlives probing, history outlives judging.
        services.AddHostedService(provider => provider.GetRequiredService<HistoryWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<HealthTracker>());
        services.AddHostedService(provider => provider.GetRequiredService<LastGoodWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<AliasTracker>());
        services.AddHostedService<Alarm>();
        services.AddHostedService<CookieRotation>();
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<WorkSchedule>(provider, TimeProvider.System));
        services.AddHostedService<VantageKeeping>();
        services.AddHostedService<EdgeWriter>();
        services.AddGlobalLbVantage(options.Probing with { Name = options.Vantage }, time);
        services.AddHostedService<Leadership>();
        return services;
    }
}
