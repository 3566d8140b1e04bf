using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using GlobalLb.Benchmarks.Load;
using GlobalLb.Control;
using GlobalLb.Control.Judging;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store;
using GlobalLb.Vantage;
using GlobalLb.Vantage.Probing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>
/// <c>prober URL POSTGRES</c>: a Control as <c>globallb control</c> composes it, which counts what it does. Told <c>begin</c> on standard
/// input it counts anew, told <c>end</c> it prints what it counted: <c>name value</c>, line by line; and for each endpoint that fell when
/// the deciding outcome was there.
/// </summary>
internal sealed class ProberCommand(string url, string postgres)
{
    private readonly Lock _gate = new();
    private readonly Histogram _late = new();
    private long _probes, _crowded;

    /// <summary>Runs until standard input ends; the exit code.</summary>
    public async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("globallb-bench-");
        using var listener = Listen();
        try
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseUrls(url);
            builder.Services.AddGlobalLbStore(postgres);
            builder.Services.AddGlobalLbControl(new ControlOptions
            {
                Probing = new VantageOptions { Allowed = [IPNetwork.Parse("127.0.0.0/8")] },
                HistoryFolder = Path.Combine(folder.FullName, "history"),
            });
            builder.Services.AddSingleton<IOutcomes>(provider => new Watched(provider.GetRequiredService<HealthTracker>()));
            await using var app = builder.Build();
            app.MapGlobalLbFeed();
            await app.StartAsync();
            Console.WriteLine("ready");
            while (await Console.In.ReadLineAsync() is { } line)
            {
                if (line == "begin") Begin();
                if (line == "end") Print((Watched)app.Services.GetRequiredService<IOutcomes>());
            }

            await app.StopAsync();
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private void Begin()
    {
        lock (_gate)
        {
            (_probes, _crowded) = (0, 0);
            _late.Clear();
        }
    }

    private void Print(Watched watched)
    {
        lock (_gate)
        {
            Console.WriteLine($"probes {_probes}");
            Console.WriteLine($"crowded {_crowded}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"late50 {_late.Percentile(0.5) / 1000}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"late99 {_late.Percentile(0.99) / 1000}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"late100 {_late.Longest / 1e6}"));
        }

        foreach (var (endpoint, at) in watched.Decided) Console.WriteLine($"decided-{endpoint} {at.UtcTicks}");
        Console.WriteLine("done 0");
    }

    private MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "GlobalLb.Vantage") listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, _, _) =>
        {
            lock (_gate) _late.Add((long)Math.Max(0, seconds * 1e9));
        });
        listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
        {
            if (instrument.Name.EndsWith(".probes", StringComparison.Ordinal)) Interlocked.Add(ref _probes, count);
            if (instrument.Name.EndsWith(".crowded", StringComparison.Ordinal)) Interlocked.Add(ref _crowded, count);
        });
        listener.Start();
        return listener;
    }

    // Hands on what the tracker hears, and keeps when the deciding failure of those that fall was there.
    private sealed class Watched(HealthTracker tracker) : IOutcomes
    {
        private readonly ConcurrentDictionary<EndpointCode, int> _failures = new();

        public ConcurrentDictionary<EndpointCode, DateTimeOffset> Decided { get; } = new();

        public ValueTask HearAsync(Endpoint endpoint, Outcome outcome, CancellationToken cancellation)
        {
            if (outcome.Endpoint.Value.StartsWith(ProbedWorld.FallingCode, StringComparison.Ordinal) && !outcome.Passed
                && _failures.AddOrUpdate(outcome.Endpoint, 1, (_, count) => count + 1) == ProbedWorld.Fall) Decided[outcome.Endpoint] = outcome.At;
            return tracker.HearAsync(endpoint, outcome, cancellation);
        }
    }
}
