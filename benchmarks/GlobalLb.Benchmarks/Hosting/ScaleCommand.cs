using System.Diagnostics;
using GlobalLb.Benchmarks.Load;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;

namespace GlobalLb.Benchmarks.Hosting;

/// <summary>
/// <c>./bench scale</c>: whether two loops answer twice what one does. On a machine of two processors the generator takes one of
/// them away, so this is seen from two sides: without sockets, one and two threads with a processor each; with sockets, the
/// processor time per query of one and of two loops, which is the same when they share nothing.
/// </summary>
internal sealed class ScaleCommand(Arguments arguments)
{
    private readonly TimeSpan _duration = arguments.Seconds("--seconds", 2);
    private readonly int _rounds = arguments.Number("--rounds", 5, 1, 1000);
    private readonly int _names = arguments.Number("--names", 0, 0, 1_000_000);
    private readonly int _first = arguments.Number("--server-cpu", 0, 0, 1023);
    private readonly int _second = arguments.Number("--load-cpu", 1, 0, 1023);

    /// <summary>Measures and prints; the exit code.</summary>
    public int Run()
    {
        List<double> one = [], two = [];
        List<LoadResult> oneLoop = [], twoLoops = [];
        WithoutSockets(one, two);
        using (var runs = new HostRuns(arguments, _names, _duration))
        {
            for (var round = 0; round < _rounds; round++)
            {
                oneLoop.Add(runs.RunOn($"{_first}", "--loops", "1").Load);
                twoLoops.Add(runs.RunOn($"{_first},{_second}", "--loops", "2").Load);
            }
        }

        Figures.PrintTable(
        [
            ["", "one", "two", "two to one"],
            Row("answers without sockets, million/s", one, two, "F2"),
            Row("CPU µs/query with sockets", oneLoop.Select(run => run.CpuPerAnswer), twoLoops.Select(run => run.CpuPerAnswer), "F2"),
            Row("queries/s with sockets, the generator on the second processor", oneLoop.Select(run => run.Rate), twoLoops.Select(run => run.Rate), "F0"),
        ]);
        return 0;
    }

    private static string[] Row(string title, IEnumerable<double> one, IEnumerable<double> two, string format) =>
        [title, Figures.Spread(one, format), Figures.Spread(two, format), Figures.Spread(two.Zip(one, (both, single) => both / single), "F2")];

    private void WithoutSockets(List<double> one, List<double> two)
    {
        var swaps = new SnapshotSwaps(_names);
        var responder = new Responder(new Authority(() => swaps.Current));
        var queries = _names == 0 ? QuerySet.Mix() : QuerySet.Names(new Workload(_names));
        Answer(responder, queries, _first);
        for (var round = 0; round < _rounds; round++)
        {
            one.Add(Answer(responder, queries, _first));
            two.Add(Answer(responder, queries, _first, _second));
        }
    }

    // Millions of answers per second of all threads together.
    private double Answer(Responder responder, byte[][] queries, params int[] processors)
    {
        var rates = new double[processors.Length];
        var threads = processors.Select((processor, i) => new Thread(() => rates[i] = AnswerOn(processor, responder, queries))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return rates.Sum();
    }

    private double AnswerOn(int processor, Responder responder, byte[][] queries)
    {
        Processor.Pin(processor);
        var source = new Source(new ClientAddress((UInt128)0x7F000001 << 96, true), Transport.Udp);
        var response = new byte[1232];
        long answers = 0;
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < _duration)
        {
            foreach (var query in queries) responder.Respond(query, source, response);
            answers += queries.Length;
        }

        return answers / Stopwatch.GetElapsedTime(begin).TotalSeconds / 1e6;
    }
}
