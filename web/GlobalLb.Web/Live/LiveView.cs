using System.Collections.Frozen;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Web.Live;

/// <summary>
/// The one follower of the store on behalf of all pages: it holds the newest state and says when there is a newer one. It also
/// says so every few seconds without one, because what pages show ("2 minutes ago", a drill's rest) grows old by itself.
/// </summary>
internal sealed class LiveView(
    ConfigurationFollower configurations, CurrentHealth health, TimeProvider clock, ILogger<LiveView> log, IPlaceSource? places = null) : BackgroundService
{
    private const int RetrySeconds = 5;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private volatile LiveState _state = LiveState.Nothing;

    /// <summary>The newest state.</summary>
    public LiveState State => _state;

    /// <summary>Raised, on any thread, when <see cref="State"/> is another or time went on.</summary>
    public event Action? Changed;

    /// <summary>Waits until a version has arrived here, but not for long: the edit that made it is stored in any case.</summary>
    public async Task WaitForAsync(long version, TimeSpan atMost, CancellationToken cancellation = default)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (_state.Version >= version) arrived.TrySetResult();
        }

        Changed += Look;
        try
        {
            Look();
            await arrived.Task.WaitAsync(atMost, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // The pages learn of it as soon as the follower does.
        }
        finally
        {
            Changed -= Look;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        FollowAsync("versions", FollowVersionsAsync, stoppingToken),
        FollowAsync("health", FollowHealthAsync, stoppingToken),
        FollowAsync("time", FollowTimeAsync, stoppingToken),
        places is null ? Task.CompletedTask : FollowAsync("places", FollowPlacesAsync, stoppingToken));

    private async Task FollowVersionsAsync(CancellationToken cancellation)
    {
        await foreach (var version in configurations.FollowAsync(cancellation)) Set(state => state with { Configuration = version, Snapshot = Compile(version, state) });
    }

    private async Task FollowHealthAsync(CancellationToken cancellation)
    {
        await foreach (var view in health.FollowAsync(cancellation))
            Set(state => state with { Health = view, Snapshot = state.Snapshot?.With(Table(view), clock.GetUtcNow()) });
    }

    private async Task FollowPlacesAsync(CancellationToken cancellation)
    {
        await foreach (var known in places!.FollowAsync(cancellation)) Set(state => state with { Places = known, Snapshot = state.Snapshot?.With(known) });
    }

    private async Task FollowTimeAsync(CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(Beat, clock);
        while (await beat.WaitForNextTickAsync(cancellation))
        {
            Set(state => state.Snapshot is { } snapshot && snapshot.IsStale(clock.GetUtcNow())
                ? state with { Snapshot = snapshot.With(snapshot.Health, clock.GetUtcNow()) }
                : state);
        }
    }

    private async Task FollowAsync(string what, Func<CancellationToken, Task> follow, CancellationToken cancellation)
    {
        // Followers end only when the program does; whatever else ends one must not leave the pages standing still.
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await follow(cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                log.FollowingStopped(exception, what, RetrySeconds);
            }

            await Task.Delay(TimeSpan.FromSeconds(RetrySeconds), clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Set(Func<LiveState, LiveState> change)
    {
        lock (_gate) _state = change(_state);
        foreach (var follower in Changed?.GetInvocationList() ?? [])
        {
            try
            {
                ((Action)follower)();
            }
            catch (Exception exception)
            {
                // One page's trouble is not the next one's.
                log.PageFailed(exception);
            }
        }
    }

    // What the one before remembers, such as what was good last, goes on being known.
    private Snapshot? Compile(ConfigurationVersion version, LiveState state)
    {
        try
        {
            return Snapshot.Compile(version.Document, version.Version, Table(state.Health), clock.GetUtcNow(), state.Places, state.Snapshot);
        }
        catch (Exception exception)
        {
            // Stored documents are valid, so this is for one that another release stored.
            log.DoesNotCompile(exception, version.Version);
            return null;
        }
    }

    private static HealthTable Table(HealthView view) => new()
    {
        Endpoints = view.Endpoints.ToFrozenDictionary(pair => pair.Key, pair => new EndpointHealth(pair.Value.Health, pair.Value.Since, pair.Value.Reason)),
        Held = view.Held,
        Regional = view.Regional,
    };
}
