using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Tests;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GlobalLb.Vantage.Tests.Probing;

/// <summary>What endpoints see of very many probes, at a real listener that keeps when each of them came.</summary>
public sealed class ProbeStormTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HeardOutcomes _outcomes = new();
    private readonly ServiceProvider _services;
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private IScheduler? _scheduler;

    public ProbeStormTests() => _services = new ServiceCollection().AddLogging()
        .AddSingleton<IOutcomes>(_outcomes)
        .AddGlobalLbVantage(new VantageOptions { Allowed = [IPNetwork.Parse("127.0.0.0/8")] })
        .BuildServiceProvider();

    private int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public async Task InitializeAsync()
    {
        // Whatever address of this machine somebody comes to.
        _listener.Bind(new IPEndPoint(IPAddress.Any, 0));
        _listener.Listen(1000);
        _scheduler = _services.GetRequiredKeyedService<IScheduler>(VantageRegistration.Scheduler);
        await _scheduler.Start();
    }

    public async Task DisposeAsync()
    {
        await _scheduler!.Shutdown(waitForJobsToComplete: true);
        await _services.DisposeAsync();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task However_many_pools_probe_one_address_it_gets_no_more_than_the_cap_round_after_round()
    {
        // Eighty a second are wanted, of which the cap leaves twenty.
        await FollowAsync(Enumerable.Range(0, 20).Select(i => Pool($"p{i}", interval: 1, Enumerable.Repeat(IPAddress.Loopback, 4))));
        var came = await CameAsync(101);
        const double PerSecond = 20;

        // Those that a busy machine lets through late may come close upon each other, but none of them is early.
        const double Slack = 0.5;
        for (var i = 0; i < came.Count; i++)
            Assert.True((came[i] - came[0]).TotalSeconds >= (i / PerSecond) - Slack, $"{i + 1} probes within {came[i] - came[0]}");
    }

    [Fact]
    public async Task When_more_probes_are_wanted_than_the_cap_leaves_each_endpoint_has_its_turn()
    {
        const int All = 60;
        await FollowAsync([Pool("p", interval: 1, Enumerable.Repeat(IPAddress.Loopback, All))]);
        var probed = new HashSet<EndpointCode>();
        for (var heard = 0; probed.Count < All; heard++)
        {
            Assert.True(heard < 3 * All, $"{probed.Count} of {All} endpoints had {heard} probes");
            probed.Add((await _outcomes.NextAsync()).Endpoint);
        }
    }

    [Fact]
    public async Task At_the_start_there_is_no_burst_of_probes()
    {
        const int Pools = 20, PerPool = 20, All = Pools * PerPool;
        await FollowAsync(Enumerable.Range(0, Pools).Select(i => Pool($"p{i}", interval: 60, Enumerable.Range(1, PerPool).Select(j => new IPAddress([127, 9, (byte)i, (byte)j])))));
        var planned = new List<DateTimeOffset>();
        for (var i = 0; i < Pools; i++)
        {
            var begin = (await _scheduler!.GetTrigger(new TriggerKey($"p{i}")))!.StartTimeUtc;
            planned.AddRange(Enumerable.Range(0, PerPool).Select(j => begin + TimeSpan.FromSeconds(Stagger.WithinRound(PerPool, 60) * j / PerPool)));
        }

        // What is planned has no burst; and none comes before its time, however late a busy machine lets some come.
        planned.Sort();
        var most = planned.Max(at => planned.Count(other => other >= at && other < at + TimeSpan.FromSeconds(0.25)));
        Assert.True(most < All / 2, $"{most} of {All} probes are due within a quarter of a second");
        var came = await CameAsync(All);
        var slack = TimeSpan.FromSeconds(0.05);
        for (var i = 0; i < All; i++) Assert.True(came[i] >= planned[i] - slack, $"{i + 1} probes came by {came[i]:O}, and so many are not due before {planned[i]:O}");
    }

    private async Task<List<DateTimeOffset>> CameAsync(int count)
    {
        // By the clock of the schedule.
        var time = _services.GetRequiredService<MonotonicTime>();
        List<DateTimeOffset> came = [];
        using var patience = new CancellationTokenSource(Patience);
        while (came.Count < count)
        {
            using var client = await _listener.AcceptAsync(patience.Token);
            came.Add(time.GetUtcNow());
        }

        return came;
    }

    private Pool Pool(string code, double interval, IEnumerable<IPAddress> addresses) => Sample.Pool(code, "eu-west", [.. addresses]) with
    {
        Probe = new Probe { Kind = ProbeKind.Tcp, IntervalSeconds = interval, TimeoutSeconds = 1, Port = Port },
    };

    private Task FollowAsync(IEnumerable<Pool> pools) => _services.GetRequiredService<ProbeSchedule>()
        .FollowAsync(ConfigurationDocument.Empty with { Pools = [.. pools] }, CancellationToken.None);
}
