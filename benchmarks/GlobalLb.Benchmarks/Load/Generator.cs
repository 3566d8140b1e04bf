using System.Diagnostics;
using System.Net;

namespace GlobalLb.Benchmarks.Load;

/// <summary>
/// Sends queries to one server and measures its answers, on the calling thread, which it keeps busy throughout. Without a rate
/// it keeps a fixed number of queries waiting (closed loop), which finds the highest rate; with one it sends at that rate
/// whatever comes back (open loop), which gives an honest delay.
/// </summary>
internal sealed class Generator : IDisposable
{
    // Few enough that they fit the smallest default receive buffer: a full one would lose queries at any server.
    private const int LaneCount = 8, WaitingPerLane = 16;
    private const int LargestBurst = 32;
    private const int CallsBetweenExpiries = 64;

    private static readonly long WarmUpTicks = Stopwatch.Frequency * 3 / 10;
    private static readonly long LongestDrain = Stopwatch.Frequency * 6 / 10;

    private readonly Tally _tally = new();
    private readonly Lane[] _lanes;
    private int _turn;

    /// <summary>Opens sockets to a server.</summary>
    public Generator(IPEndPoint server, QueryBlock queries)
    {
        _lanes = new Lane[LaneCount];
        for (var i = 0; i < LaneCount; i++) _lanes[i] = new Lane(server, queries, _tally);
    }

    /// <summary>Loads the server for some time, after 0.3 s that are not counted.</summary>
    /// <param name="duration">The time counted.</param>
    /// <param name="rate">Queries per second; null: as many as it answers.</param>
    /// <param name="readCpu">Reads the processor time the server has used, when that is wanted.</param>
    public LoadResult Run(TimeSpan duration, double? rate = null, Func<CpuTime>? readCpu = null)
    {
        _tally.Clear();
        var begin = Stopwatch.GetTimestamp();
        Send(begin + WarmUpTicks, rate);

        _tally.Clear();
        var cpu = readCpu?.Invoke() ?? default;
        begin = Stopwatch.GetTimestamp();
        Send(begin + (long)(duration.TotalSeconds * Stopwatch.Frequency), rate);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        cpu = (readCpu?.Invoke() ?? default) - cpu;
        double answered = _tally.Answered;

        Drain();
        return new LoadResult
        {
            Rate = answered / seconds,
            Lost = _tally.Lost,
            Wrong = _tally.Wrong,
            EmptyShare = _tally.Empty / Math.Max(1.0, _tally.Answered),
            Median = _tally.Delays.Percentile(0.5),
            Percentile99 = _tally.Delays.Percentile(0.99),
            Percentile999 = _tally.Delays.Percentile(0.999),
            Longest = _tally.Delays.Longest / 1000.0,
            CpuPerAnswer = (cpu.User + cpu.System).TotalMicroseconds / Math.Max(1, answered),
            UserPerAnswer = cpu.User.TotalMicroseconds / Math.Max(1, answered),
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var lane in _lanes) lane.Dispose();
    }

    private void Send(long until, double? rate)
    {
        var begin = Stopwatch.GetTimestamp();
        long sent = 0;
        for (var calls = 1; ; calls++)
        {
            var now = Stopwatch.GetTimestamp();
            if (now >= until) return;
            foreach (var lane in _lanes)
            {
                lane.Receive();
                if (calls % CallsBetweenExpiries == 0) lane.Expire(now);
                if (rate is null && lane.Outstanding < WaitingPerLane) lane.Send(WaitingPerLane - lane.Outstanding);
            }

            if (rate is not { } perSecond) continue;
            var due = (long)((now - begin) * perSecond / Stopwatch.Frequency) - sent;
            for (; due > 0; due -= LargestBurst)
            {
                var burst = (int)Math.Min(due, LargestBurst);
                _lanes[_turn].Send(burst);
                _turn = (_turn + 1) % LaneCount;
                sent += burst;
            }
        }
    }

    // What was sent in time may still be answered: it is not lost yet.
    private void Drain()
    {
        var begin = Stopwatch.GetTimestamp();
        for (var now = begin; now - begin < LongestDrain && _lanes.Any(lane => lane.Outstanding > 0); now = Stopwatch.GetTimestamp())
        {
            foreach (var lane in _lanes)
            {
                lane.Receive();
                lane.Expire(now);
            }
        }
    }
}
