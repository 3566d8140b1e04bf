using BenchmarkDotNet.Attributes;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>From the bytes of a query to the bytes of its answer, over UDP.</summary>
public class ResponderBenchmarks
{
    private const int Count = 4096;

    private readonly Responder _responder = new(new Authority(() => SampleSnapshot.Value));
    private readonly Source _source = new(new ClientAddress((UInt128)0x01020304 << 96, true), Transport.Udp);
    private readonly byte[] _response = new byte[1232];
    private readonly byte[][] _static, _missing, _geographic, _mix = QuerySet.Mix();
    private readonly byte[] _weighted = QuerySet.Write("w");
    private readonly byte[] _referral = QuerySet.Write("www.delegated");
    private readonly byte[] _truncated = QuerySet.Write(DomainName.Parse($"text.{Workload.Zone}."), RecordType.TXT, udpSize: 512);
    private readonly byte[] _refused = QuerySet.Write(DomainName.Parse("www.elsewhere.example."), RecordType.A);
    private readonly byte[] _withCookie = WithCookie(QuerySet.Write("s1"));
    private int _next;

    public ResponderBenchmarks()
    {
        var chance = new Random(5);
        _static = Make(i => QuerySet.Write($"s{i % Workload.StaticCount}"));
        _missing = Make(_ => QuerySet.Write(QuerySet.RandomLabel(chance)));
        _geographic = Make(_ => QuerySet.Write("www", QuerySet.RandomSubnet(chance)));
    }

    [Benchmark]
    public int The_mix_of_the_comparison() => Answer(_mix);

    [Benchmark]
    public int A_static_name() => Answer(_static);

    [Benchmark]
    public int A_static_name_with_a_cookie() => Answer(_withCookie);

    [Benchmark]
    public int A_weighted_name() => Answer(_weighted);

    [Benchmark]
    public int A_geographic_name_with_client_subnet() => Answer(_geographic);

    [Benchmark]
    public int A_name_that_does_not_exist() => Answer(_missing);

    [Benchmark]
    public int A_referral() => Answer(_referral);

    [Benchmark]
    public int A_truncated_answer() => Answer(_truncated);

    [Benchmark]
    public int A_refusal() => Answer(_refused);

    private int Answer(byte[][] queries)
    {
        _next++;
        return Answer(queries[_next % queries.Length]);
    }

    private int Answer(byte[] query) => _responder.Respond(query, _source, _response);

    private static byte[][] Make(Func<int, byte[]> next) => [.. Enumerable.Range(0, Count).Select(next)];

    // RFC 7873 §4: option 10 with a client cookie of 8 octets. The length of the options is the last that an OPT without any says.
    private static byte[] WithCookie(byte[] query) => [.. query[..^1], 12, 0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8];
}
