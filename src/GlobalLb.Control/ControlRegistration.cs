using GlobalLb.Control.Following;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Probing;
using GlobalLb.Control.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace GlobalLb.Control;

/// <summary>Composes the role.</summary>
public static class ControlRegistration
{
    /// <summary>Adds a Control; the store must be registered beside it.</summary>
    public static IServiceCollection AddGlobalLbControl(this IServiceCollection services, ControlOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        var monotonic = new MonotonicTime(TimeProvider.System);
        services.AddSingleton(monotonic);
        services.AddSingleton<Publisher>();
        services.AddSingleton<CurrentConfiguration>();
        services.AddSingleton<Prober>();
        services.AddSingleton<ProbeSchedule>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<HealthTracker>();
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(monotonic);
            quartz.ScheduleJob<DrillEnd>(trigger => trigger
                .WithIdentity("drill-end", "globallb")
                .WithSimpleSchedule(schedule => schedule.WithInterval(TimeSpan.FromSeconds(1)).RepeatForever()));
        });

        // Started in this order and stopped in the opposite one: judging outlives probing, history outlives judging.
        services.AddHostedService(provider => provider.GetRequiredService<HistoryWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<HealthTracker>());
        services.AddQuartzHostedService(quartz =>
        {
            quartz.WaitForJobsToComplete = false;
            // A program that fails to start would otherwise wait in vain, while it stops, for its start.
            quartz.AwaitApplicationStarted = false;
        });
        services.AddHostedService<Leadership>();
        return services;
    }
}
