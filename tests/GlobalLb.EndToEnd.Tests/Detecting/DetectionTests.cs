using System.Diagnostics;
using System.Globalization;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Detecting;

/// <summary>How long it takes from the fall of an endpoint until an edge answers without it, with real processes, and what may not make it longer.</summary>
public sealed class DetectionTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private static readonly TimeSpan QuickLimit = TimeSpan.FromSeconds(9), SlowLimit = TimeSpan.FromSeconds(32);

    private readonly Uri _web = Stage.FreeWeb();
    private readonly System.Net.IPEndPoint _edge = Stage.FreeDns();
    private readonly MortalWorld _world = new();

    private static Probe Quick { get; } = new() { Kind = ProbeKind.Http, IntervalSeconds = 2, TimeoutSeconds = 1, Fall = 3 };

    private static Probe Slow { get; } = Quick with { IntervalSeconds = 10 };

    [Fact(Timeout = 300_000)]
    public async Task What_falls_is_out_of_answers_within_the_bound_at_2_s_and_at_10_s()
    {
        // Not one by one: in pools of their own they do not know of one another.
        const int Each = 20;
        _world.With(Stage, Each, Quick).With(Stage, Each, Slow);
        var (desk, watch) = await StartAsync();
        var begun = DateTimeOffset.UtcNow;
        var gone = await Task.WhenAll(Enumerable.Range(0, 2 * Each).Select(async pool =>
        {
            // At any moment between two probes.
            await Task.Delay(TimeSpan.FromSeconds(Random.Shared.NextDouble() * (pool < Each ? Quick : Slow).IntervalSeconds!.Value));
            return await FallAsync(watch, pool, 0, isSilent: pool % 2 == 0);
        }));
        var decided = await DecidedAsync(desk, begun, [.. Enumerable.Range(0, 2 * Each).Select(pool => _world[pool, 0].Code)]);
        Durations Took(Func<int, bool> wanted) => new(Enumerable.Range(0, 2 * Each).Where(wanted).Select(pool => gone[pool] - _world[pool, 0].FellAt!.Value));
        var beyond = new Durations(Enumerable.Range(0, 2 * Each).Select(pool => gone[pool] - decided[_world[pool, 0].Code]));
        Output.WriteLine($"2 s x 3, fall to answer: {Took(pool => pool < Each)}");
        Output.WriteLine($"2 s x 3, those that are silent: {Took(pool => pool < Each && pool % 2 == 0)}");
        Output.WriteLine($"10 s x 3, fall to answer: {Took(pool => pool >= Each)}");
        Output.WriteLine($"10 s x 3, those that are silent: {Took(pool => pool >= Each && pool % 2 == 0)}");
        Output.WriteLine($"the deciding outcome to the answer: {beyond}");
        Figures.Write(Output, "Detection at 2 s x 3, most of 20", Took(pool => pool < Each).Most, QuickLimit);
        Figures.Write(Output, "Detection at 10 s x 3, most of 20", Took(pool => pool >= Each).Most, SlowLimit);
        Assert.True(Took(pool => pool < Each).Most <= QuickLimit, $"{Took(pool => pool < Each)} at 2 s x 3");
        Assert.True(Took(pool => pool >= Each).Most <= SlowLimit, $"{Took(pool => pool >= Each)} at 10 s x 3");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_database_that_stands_still_makes_detection_no_longer_and_loses_no_history()
    {
        _world.With(Stage, 4, Quick);
        var (desk, watch) = await StartAsync();
        var begun = DateTimeOffset.UtcNow;
        var processes = TemporaryFolder.FindPostgres(Stage.Folder.In("data"));
        Assert.NotEmpty(processes);
        await SignalAsync("STOP", processes);
        DateTimeOffset[] gone;
        try
        {
            gone = await Task.WhenAll(Enumerable.Range(0, 4).Select(pool => FallAsync(watch, pool, 0, isSilent: pool % 2 == 0)));
        }
        finally
        {
            // What was started meanwhile waits for the same.
            await SignalAsync("CONT", TemporaryFolder.FindPostgres(Stage.Folder.In("data")));
        }

        var resumed = DateTimeOffset.UtcNow;
        var took = new Durations(gone.Select((at, pool) => at - _world[pool, 0].FellAt!.Value));
        Output.WriteLine($"2 s x 3, fall to answer while the database stands still: {took}");
        Assert.True(took.Most <= QuickLimit, $"{took} while the database stands still");
        var fallen = Enumerable.Range(0, 4).Select(pool => _world[pool, 0].Code).ToHashSet();
        await DecidedAsync(desk, begun, fallen);

        // All of it: what was found of an endpoint that stayed well, without a gap, until after the database went on.
        var stayed = _world[0, 1].Code;
        List<DateTimeOffset> at = [];
        await Poll.UntilAsync("the outcomes are stored", Stage.Patience, async () =>
        {
            at.Clear();
            await foreach (var outcome in desk.Get<HealthHistory>().OutcomesAsync(new HistoryRange(begun, DateTimeOffset.UtcNow.AddMinutes(1))))
                if (outcome.Endpoint == stayed) at.Add(outcome.At);
            return at.Count > 1 && at[^1] > resumed;
        });
        var gap = at.Zip(at.Skip(1), (one, next) => next - one).Max();
        Assert.True(gap < 2 * TimeSpan.FromSeconds(Quick.IntervalSeconds!.Value), $"nothing of {stayed} for {gap}");
    }

    [Theory(Timeout = 300_000)]
    [InlineData("-7200")]
    [InlineData("+7200")]
    public async Task A_clock_that_is_set_two_hours_back_or_forward_makes_detection_no_longer_and_withdraws_nothing(string offset)
    {
        _world.With(Stage, 4, Quick);
        var clock = await WriteAsync("clock", "+0");
        var (desk, watch) = await StartAsync(clock);
        var whole = Enumerable.Range(0, 4).Select(pool => watch.UntilGoneAsync(MortalWorld.Name(pool), _world[pool, 0].Address)).ToList();
        // In one step: half a time would be read as another one.
        File.Move(await WriteAsync("clock-next", offset), clock, overwrite: true);

        // The clock of Control is set: what it finds is written with that time. Every endpoint is probed twice with it.
        var written = DateTimeOffset.UtcNow.AddSeconds(int.Parse(offset, CultureInfo.InvariantCulture));
        var range = new HistoryRange(written.AddMinutes(-10), written.AddMinutes(10));
        await Poll.UntilAsync("every endpoint was found well by the clock that was set", Stage.Patience, async () =>
        {
            var found = new List<EndpointCode>();
            await foreach (var outcome in desk.Get<HealthHistory>().OutcomesAsync(range)) found.Add(outcome.Endpoint);
            return found.CountBy(code => code).Count(each => each.Value >= 2) == _world.Count;
        });
        Assert.DoesNotContain(whole, each => each.IsCompleted);
        var gone = await Task.WhenAll(Enumerable.Range(0, 4).Select(pool => FallAsync(watch, pool, 0, isSilent: pool % 2 == 0)));
        var took = new Durations(gone.Select((at, pool) => at - _world[pool, 0].FellAt!.Value));
        Output.WriteLine($"2 s x 3, fall to answer after the clock was set by {offset} s: {took}");
        Assert.True(took.Most <= QuickLimit, $"{took} after the clock was set by {offset} s");
        List<Transition> falls = [];
        await foreach (var transition in desk.Get<HealthHistory>().TransitionsAsync(new HistoryRange(DateTimeOffset.UtcNow.AddHours(-3), DateTimeOffset.UtcNow.AddHours(3))))
            if (transition.To == HealthState.Down) falls.Add(transition);
        Assert.Subset(Enumerable.Range(0, 4).Select(pool => _world[pool, 0].Code).ToHashSet(), falls.Select(fall => fall.Endpoint).ToHashSet());
    }

    private static async Task SignalAsync(string signal, IReadOnlyList<int> processes)
    {
        using var kill = Process.Start("kill", [$"-{signal}", .. processes.Select(id => $"{id}")]);
        await kill.WaitForExitAsync();
    }

    private static Task<DateTimeOffset> FallAsync(AnswerWatch watch, MortalWorld world, int pool, int endpoint, bool isSilent)
    {
        var gone = watch.UntilGoneAsync(MortalWorld.Name(pool), world[pool, endpoint].Address);
        world[pool, endpoint].Fall(isSilent);
        return gone.WaitAsync(Stage.Patience);
    }

    // When the outcome was there that decided the fall of each: the last failure before it was written down.
    private static async Task<Dictionary<EndpointCode, DateTimeOffset>> DecidedAsync(Desk desk, DateTimeOffset since, HashSet<EndpointCode> fallen)
    {
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Down && fallen.Contains(transition.Endpoint), fallen.Count);
        var range = new HistoryRange(since, DateTimeOffset.UtcNow.AddMinutes(1));
        Dictionary<EndpointCode, DateTimeOffset> down = [], decided = [];
        await foreach (var transition in desk.Get<HealthHistory>().TransitionsAsync(range))
            if (transition.To == HealthState.Down) down[transition.Endpoint] = transition.At;
        await Poll.UntilAsync("the outcomes are stored", Stage.Patience, async () =>
        {
            await foreach (var outcome in desk.Get<HealthHistory>().OutcomesAsync(range))
                if (!outcome.Passed && down.TryGetValue(outcome.Endpoint, out var at) && outcome.At <= at) decided[outcome.Endpoint] = outcome.At;
            return fallen.All(decided.ContainsKey);
        });
        return decided;
    }

    private Task<DateTimeOffset> FallAsync(AnswerWatch watch, int pool, int endpoint, bool isSilent) => FallAsync(watch, _world, pool, endpoint, isSilent);

    // Control and an edge on a database of their own, until everything is found up.
    private async Task<(Desk Desk, AnswerWatch Watch)> StartAsync(string? clock = null)
    {
        // The database is ours, so that its clock stays right whatever becomes of Control's.
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(Stage.Folder.In("data")), NullLogger.Instance));
        await Stage.StartControlWithClockAsync(clock, _web, "--postgres", postgres.ConnectionString, "--data", Stage.Folder.In("control"));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("edge", _edge, _web, "--rate-limit", "off", "--amplification-cap", "off");
        await desk.EditAsync("begin", _ => _world.Document());
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, _world.Count);
        // What is known here is known to the edge a moment later.
        for (var pool = 0; pool < _world.Pools; pool++)
            await Names.Questions.UntilAnsweredAsync(_edge, MortalWorld.Name(pool), Stage.Patience, [.. Enumerable.Range(0, MortalWorld.PerPool).Select(i => $"{_world[pool, i].Address}").Order(StringComparer.Ordinal)]);
        return (desk, Stage.Ending(new AnswerWatch(_edge)));
    }
}
