using System.Diagnostics;
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

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging()
        .AddSingleton<IOutcomes>(new HeardOutcomes())
        .AddGlobalLbVantage(new VantageOptions { Allowed = [IPNetwork.Parse("127.0.0.0/8")] })
        .BuildServiceProvider();

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private IScheduler? _scheduler;

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
    public async Task At_the_start_there_is_no_burst_of_probes()
    {
        // What is run for the first time is slow, and what waits for it comes at once: that is no burst of the schedule.
        await FollowAsync([Pool("warm", interval: 60, Enumerable.Range(1, 50).Select(i => new IPAddress([127, 8, 0, (byte)i])))]);
        await CameAsync(50);

        const int Pools = 20, PerPool = 20, All = Pools * PerPool;
        await FollowAsync(Enumerable.Range(0, Pools).Select(i => Pool($"p{i}", interval: 60, Enumerable.Range(1, PerPool).Select(j => new IPAddress([127, 9, (byte)i, (byte)j])))));
        var came = await CameAsync(All);
        var most = came.Max(at => came.Count(other => other >= at && other < at + TimeSpan.FromSeconds(0.25)));
        Assert.True(most < All * 3 / 4, $"{most} of {All} probes came within a quarter of a second");
        Assert.True(came[^1] - came[0] > TimeSpan.FromSeconds(1), $"all {All} probes came within {came[^1] - came[0]}");
    }

    private async Task<List<TimeSpan>> CameAsync(int count)
    {
        List<TimeSpan> came = [];
        using var patience = new CancellationTokenSource(Patience);
        while (came.Count < count)
        {
            using var client = await _listener.AcceptAsync(patience.Token);
            came.Add(Stopwatch.GetElapsedTime(0));
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
