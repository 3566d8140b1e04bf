using System.Collections.Frozen;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Control.Alerting;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Probing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Quartz;
using Xunit.Abstractions;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>Schedule, rounds, prober, judge and publisher as they run, on real sockets and real time; only the database is away.</summary>
public sealed class SickCrowdTests(ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Crowd = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1");
    private readonly ControlMetrics _metrics = new();
    private readonly Publisher _publisher = new();
    private readonly Socket _crowd = Listen(IPAddress.Any), _single = Listen(IPAddress.Parse("127.30.0.1"));
    private HistoryWriter? _history;
    private HealthTracker? _tracker;
    private ServiceProvider? _services;
    private IScheduler? _scheduler;

    public async Task InitializeAsync()
    {
        _history = new HistoryWriter(new HealthHistory(_nowhere, TimeProvider.System), new ControlOptions(), _metrics, TimeProvider.System, NullLogger<HistoryWriter>.Instance);
        var judge = new Judge(_publisher, _history, new Lookout(), new ControlOptions(), _metrics, TimeProvider.System, NullLogger<Judge>.Instance);
        _tracker = new HealthTracker(judge, TimeProvider.System, NullLogger<HealthTracker>.Instance);
        await _tracker.StartAsync(CancellationToken.None);
        _services = new ServiceCollection().AddLogging()
            .AddSingleton<IOutcomes>(_tracker)
            .AddGlobalLbVantage(new VantageOptions { Allowed = [IPNetwork.Parse("127.0.0.0/8")] })
            .BuildServiceProvider();
        _scheduler = _services.GetRequiredKeyedService<IScheduler>(VantageRegistration.Scheduler);
        await _scheduler.Start();
    }

    public async Task DisposeAsync()
    {
        await _scheduler!.Shutdown(waitForJobsToComplete: true);
        await _services!.DisposeAsync();
        await _tracker!.StopAsync(CancellationToken.None);
        await _nowhere.DisposeAsync();
    }

    public void Dispose()
    {
        _tracker?.Dispose();
        _history?.Dispose();
        _metrics.Dispose();
        _crowd.Dispose();
        _single.Dispose();
        _nowhere.Dispose();
        _services?.Dispose();
    }

    [Fact]
    public async Task While_a_whole_region_hangs_one_more_that_falls_elsewhere_is_noticed_within_the_bound()
    {
        var probe = new Probe { Kind = ProbeKind.Tcp, IntervalSeconds = 2, TimeoutSeconds = 1, Fall = 3, Send = "hello", Expect = "hello" };
        var document = ConfigurationDocument.Empty with
        {
            Regions = [new Region { Code = new("many"), Name = "many" }, new Region { Code = new("other"), Name = "other" }],
            Pools =
            [
                .. Enumerable.Range(0, Crowd).Select(i => new IPAddress([127, 31, (byte)(i >> 8), (byte)i])).Chunk(20).Select((addresses, i) => Pool($"m{i}", "many", probe, _crowd, addresses)),
                Pool("other", "other", probe, _crowd, [.. Enumerable.Range(1, 4).Select(i => new IPAddress([127, 32, 0, (byte)i]))]),
                Pool("single", "other", probe, _single, [IPAddress.Parse("127.30.0.1")]),
            ],
        };
        using var over = new CancellationTokenSource();
        using var sick = new CancellationTokenSource();

        // Who comes to the second network is answered always.
        var serving = Task.WhenAll(ServeAsync(_crowd, address => address.GetAddressBytes()[1] == 32 || !sick.IsCancellationRequested, over.Token), ServeAsync(_single, _ => true, sick.Token));
        await _tracker!.LeadAsync(Guid.NewGuid(), 1, new ConfigurationVersion(1, document, "test", "", DateTimeOffset.UnixEpoch), new HealthView(FrozenDictionary<EndpointCode, EndpointBelief>.Empty, null, null, true), CancellationToken.None);
        await _services!.GetRequiredService<ProbeSchedule>().FollowAsync(document, CancellationToken.None);
        await UntilAsync(table => table.Endpoints.Count(each => each.Value.Health == HealthState.Up) == Crowd + 5);

        // All at once: the crowd says nothing any more, the single one refuses.
        await sick.CancelAsync();
        _single.Dispose();
        var fell = Stopwatch.StartNew();
        await UntilAsync(table => table[new EndpointCode("single-1")] == HealthState.Down);
        output.WriteLine($"noticed within {fell.Elapsed.TotalSeconds:0.00} s while {Crowd} hang (allowed {Timing.Of(probe).DetectionSeconds:0} s)");
        Assert.True(fell.Elapsed.TotalSeconds <= Timing.Of(probe).DetectionSeconds, $"noticed after {fell.Elapsed}");
        await UntilAsync(table => table.Endpoints.Count(each => each.Value.Health == HealthState.Up) == 4);
        await over.CancelAsync();
        await serving;
    }

    private static Socket Listen(IPAddress address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.Listen(4096);
        return socket;
    }

    private static Pool Pool(string code, string region, Probe probe, Socket server, IPAddress[] addresses) =>
        Sample.Pool(code, region, addresses) with { Probe = probe with { Port = ((IPEndPoint)server.LocalEndPoint!).Port } };

    private static async Task ServeAsync(Socket listener, Func<IPAddress, bool> isWell, CancellationToken stop)
    {
        List<Task> answering = [];
        try
        {
            while (true)
            {
                answering.RemoveAll(each => each.IsCompleted);
                answering.Add(AnswerAsync(await listener.AcceptAsync(stop), isWell, stop));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // It fell, or the test is over.
        }

        await Task.WhenAll(answering);
    }

    private static async Task AnswerAsync(Socket client, Func<IPAddress, bool> isWell, CancellationToken stop)
    {
        var octets = new byte[64];
        try
        {
            using (client)
            {
                var read = await client.ReceiveAsync(octets, stop);
                if (isWell(((IPEndPoint)client.LocalEndPoint!).Address)) await client.SendAsync(octets.AsMemory(0, read), stop);
                while (read > 0) read = await client.ReceiveAsync(octets, stop);
            }
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // Whoever asked left.
        }
    }

    private async Task UntilAsync(Func<HealthTable, bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var publication in _publisher.FollowAsync(null, patience.Token))
            if (publication is GlobalLb.Steering.Publications.HealthPublication health && holds(health.Table)) return;
    }
}
