using System.Collections.Immutable;
using GlobalLb.Store.Health;
using GlobalLb.Store.Vantages;

namespace GlobalLb.Web.Live;

/// <summary>What vantages and safeguards do at present, read once for all pages and the API.</summary>
internal sealed class RecentView
{
    /// <summary>The last minutes that outcomes are counted of.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    // A little less than pages look anew by themselves.
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(4);

    private readonly LiveView _live;
    private readonly TimeProvider _clock;
    private readonly Kept<(IReadOnlyList<VantageFigures> Figures, IReadOnlyList<VantageSeen> Seen)> _vantages;
    private readonly Kept<SafetySight> _safety;

    public RecentView(RecentHealth recent, VantagesSeen seen, HealthHistory history, LiveView live, TimeProvider clock)
    {
        (_live, _clock) = (live, clock);
        _vantages = new(Age, clock, async () => (
            await recent.VantagesAsync(Now - Window, live.State.Document.Vantages.SelectMany(vantage => vantage.Canaries)),
            await seen.ReadAsync()));
        _safety = new(Age, clock, () => ReadAsync(recent, history));
    }

    private DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>The vantages of the configuration, then those that were heard and are not in it.</summary>
    public async Task<ImmutableArray<VantageSight>> VantagesAsync()
    {
        var (figures, seen) = await _vantages.GetAsync(_live.State.Version);
        return VantageSight.All(_live.State.Document, figures, seen, _live.State.Health.Held);
    }

    /// <summary>What the safeguards do.</summary>
    public Task<SafetySight> SafetyAsync() => _safety.GetAsync(_live.State.Version);

    private async Task<SafetySight> ReadAsync(RecentHealth recent, HealthHistory history)
    {
        var (now, safety) = (Now, _live.State.Document.Safety);
        var longest = TimeSpan.FromSeconds(Math.Max(SafetySight.WithdrawalSeconds, safety.FreezeSeconds));
        List<Transition> transitions = [];
        await foreach (var transition in history.TransitionsAsync(new HistoryRange(now - longest, now.AddMinutes(1)))) transitions.Add(transition);
        return SafetySight.Of(safety, now, transitions, (await history.PublishedAtAsync(now)).Endpoints, await recent.FrozenSinceAsync());
    }
}
