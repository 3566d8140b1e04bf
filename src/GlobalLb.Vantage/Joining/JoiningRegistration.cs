using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GlobalLb.Vantage.Joining;

/// <summary>Composes a vantage without a database.</summary>
public static class JoiningRegistration
{
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestConnection = TimeSpan.FromMinutes(15);

    /// <summary>Adds a vantage that joins a Control.</summary>
    /// <param name="services">The program's parts.</param>
    /// <param name="join">Whom it joins, as whom.</param>
    /// <param name="options">How it probes; its name is that of <paramref name="join"/>.</param>
    /// <param name="http">How it reaches Control; null: in the usual way, trusting what the system trusts.</param>
    /// <param name="time">The clock; null: the system's.</param>
    public static IServiceCollection AddGlobalLbJoining(this IServiceCollection services, JoinOptions join, VantageOptions options, HttpMessageHandler? http = null, TimeProvider? time = null)
    {
        services.TryAddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(join);
        // No redirects: a token is for the address that was written.
        services.AddSingleton(_ => new HttpClient(http ?? new SocketsHttpHandler { ConnectTimeout = Connecting, PooledConnectionLifetime = LongestConnection, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        });
        services.AddSingleton<JoinedControl>();
        services.AddSingleton<ProbedVersion>();
        services.AddSingleton<ScheduleStream>();
        services.AddSingleton<LastSchedule>();
        services.AddSingleton<OutcomeBuffer>();
        services.AddSingleton<IOutcomes>(provider => provider.GetRequiredService<OutcomeBuffer>());

        // Stopped in the opposite order: what the last probes found is sent.
        services.AddHostedService<OutcomeSender>();
        services.AddGlobalLbVantage(options with { Name = join.Vantage }, time);
        services.AddHostedService<Joiner>();
        return services;
    }
}
