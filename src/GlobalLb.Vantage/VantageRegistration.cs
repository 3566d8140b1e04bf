using GlobalLb.Vantage.Kinds;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace GlobalLb.Vantage;

/// <summary>Composes what a vantage does.</summary>
public static class VantageRegistration
{
    // A round only waits; what it takes is bounded by VantageOptions.MostProbes. Fewer would let the slow rounds of a sick
    // region hold up those of all others.
    private const int MostRounds = 10_000;

    /// <summary>
    /// What the scheduler of probes is called. It has a name because its clock is its own: that of a scheduler without a name
    /// becomes the clock of the whole program, and what is written with a time would never follow a clock that is set.
    /// </summary>
    public const string Scheduler = "probes";

    /// <summary>Adds a vantage and its scheduler; an <see cref="IOutcomes"/> must be registered beside it.</summary>
    /// <param name="services">The program's parts.</param>
    /// <param name="options">What it is told.</param>
    /// <param name="time">The clock; null: the system's.</param>
    /// <param name="jobs">Adds jobs that run by the same clock as probes.</param>
    public static IServiceCollection AddGlobalLbVantage(this IServiceCollection services, VantageOptions options, TimeProvider? time = null, Action<IQuartzBuilder>? jobs = null)
    {
        time ??= TimeProvider.System;
        var monotonic = new MonotonicTime(time);
        services.TryAddSingleton(time);
        services.AddSingleton(options);
        services.AddSingleton(monotonic);
        services.AddSingleton<VantageMetrics>();
        services.AddSingleton<PushDesk>();
        services.AddSingleton(new AddressAllowance(options.MostPerAddress, time));
        services.AddSingleton<Prober>();
        services.AddSingleton<ProbeSchedule>();
        services.AddQuartz(Scheduler, quartz =>
        {
            quartz.UseTimeProvider(monotonic);
            quartz.UseDefaultThreadPool(MostRounds);
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            jobs?.Invoke(quartz);
        });
        services.AddQuartzHostedService(quartz =>
        {
            quartz.WaitForJobsToComplete = true; // they are interrupted, so it is no wait
            // A program that fails to start would otherwise wait in vain, while it stops, for its start.
            quartz.AwaitApplicationStarted = false;
        });
        return services;
    }
}
