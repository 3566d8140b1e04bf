using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Benchmarks.Probing;

/// <summary>The configuration that is probed: very many endpoints, each at an address of its own, and some in another region that fall.</summary>
/// <param name="Endpoints">How many.</param>
/// <param name="Pools">In how many pools.</param>
/// <param name="SickPercent">How many of them are sick: half of these refuse connections, half do not answer.</param>
/// <param name="Falling">How many fall, one after the other.</param>
/// <param name="Kind">How they are probed.</param>
/// <param name="Interval">Seconds from one probe to the next.</param>
internal sealed record ProbedWorld(int Endpoints, int Pools, int SickPercent, int Falling, ProbeKind Kind, double Interval)
{
    /// <summary>How many failures make an endpoint down.</summary>
    public const int Fall = 3;

    /// <summary>What the codes of those begin with that fall.</summary>
    public const string FallingCode = "falling-";

    private const int FallingPerPool = 5;

    /// <summary>Seconds after which a probe has failed.</summary>
    public double Timeout => Math.Min(2, Interval);

    /// <summary>Writes it.</summary>
    /// <param name="well">The port on which everything is well.</param>
    /// <param name="hanging">The port on which nothing answers.</param>
    /// <param name="falling">The port of those that fall.</param>
    /// <param name="refusing">A port on which nothing listens.</param>
    public ConfigurationDocument Write(int well, int hanging, int falling, int refusing)
    {
        var probe = new Probe { Kind = Kind, IntervalSeconds = Interval, TimeoutSeconds = Timeout, Fall = Fall };
        if (Kind == ProbeKind.Tcp && SickPercent > 0) probe = probe with { Send = "GET / HTTP/1.0\r\n\r\n", Expect = "200" };
        var sick = Endpoints * SickPercent / 100;
        var perPool = (Endpoints + Pools - 1) / Pools;
        var all = Enumerable.Range(0, Endpoints).Select(i => new Endpoint
        {
            Code = new($"e-{i}"),
            Address = new IPAddress([127, (byte)(1 + (i >> 16)), (byte)(i >> 8), (byte)i]),
            Port = i >= sick ? well : i % 2 == 0 ? hanging : refusing,
        });
        var falls = Enumerable.Range(0, Falling).Select(i => new Endpoint { Code = new($"{FallingCode}{i}"), Address = TargetsCommand.Falling(i), Port = falling });
        return ConfigurationDocument.Empty with
        {
            Regions = [new Region { Code = new("many"), Name = "many" }, new Region { Code = new("falling"), Name = "falling" }],
            Pools =
            [
                .. all.Chunk(perPool).Select((endpoints, i) => new Pool { Code = new($"p-{i}"), Region = new("many"), Probe = probe, Endpoints = [.. endpoints] }),
                // Of which each may lose one without a limit: the others of its pool are well.
                .. falls.Select((endpoint, i) => new Pool
                {
                    Code = new($"f-{i}"),
                    Region = new("falling"),
                    Probe = probe,
                    Endpoints = [endpoint, .. Enumerable.Range(0, FallingPerPool).Select(j => new Endpoint { Code = new($"well-{i}-{j}"), Address = new IPAddress([127, 210, (byte)i, (byte)(j + 1)]), Port = well })],
                }),
            ],
        };
    }
}
