using BenchmarkDotNet.Attributes;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Benchmarks.Micro;

/// <summary>Wire form and text form.</summary>
public class CodecBenchmarks
{
    private const int LineCount = 10_000;
    private const string SoaText = "ns1 hostmaster 1 7200 1800 259200 900", TextText = "\"v=spf1 ip4:192.0.2.0/24 -all\"";

    private static readonly DomainName Origin = DomainName.Parse($"{Workload.Zone}.");

    private readonly Responder _empty = new(new Nothing());
    private readonly Source _source = new(new ClientAddress((UInt128)0x01020304 << 96, true), Transport.Udp);
    private readonly byte[] _query = QuerySet.Write("www", 0x010203);
    private readonly byte[] _response = new byte[1232];
    private readonly byte[] _answer;
    private readonly byte[] _address = Wire(RecordType.A, "192.0.2.1"), _soa = Wire(RecordType.SOA, SoaText), _text = Wire(RecordType.TXT, TextText);
    private readonly string _zone = $"$TTL 300\n@ SOA ns1 hostmaster 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.1\n"
        + string.Concat(Enumerable.Range(0, LineCount).Select(i => (i % 4) switch
        {
            0 => $"h{i} 3600 IN A 192.0.2.{i % 256}\n",
            1 => $"h{i} AAAA 2001:db8::{i:x}\n",
            2 => $"h{i} IN MX 10 mail{i % 100}\n",
            _ => $"h{i} TXT \"v=spf1 -all\" ; a comment\n",
        }));

    public CodecBenchmarks()
    {
        var length = new Responder(new GlobalLb.Steering.Answering.Authority(() => SampleSnapshot.Value)).Respond(_query, _source, _response);
        _answer = _response[..length];
    }

    /// <summary>A request is read and an empty answer written: what is left when nothing is looked up.</summary>
    [Benchmark]
    public int Read_a_request_and_write_an_empty_answer() => _empty.Respond(_query, _source, _response);

    [Benchmark]
    public bool Read_a_whole_message() => Message.TryRead(_answer, out _);

    [Benchmark]
    public bool Parse_an_address() => RecordText.TryParse(RecordType.A, "192.0.2.1", Origin, out _, out _);

    [Benchmark]
    public bool Parse_an_SOA() => RecordText.TryParse(RecordType.SOA, SoaText, Origin, out _, out _);

    [Benchmark]
    public bool Parse_a_text() => RecordText.TryParse(RecordType.TXT, TextText, Origin, out _, out _);

    [Benchmark]
    public string Format_an_address() => RecordText.Format(RecordType.A, _address, Origin);

    [Benchmark]
    public string Format_an_SOA() => RecordText.Format(RecordType.SOA, _soa, Origin);

    [Benchmark]
    public string Format_a_text() => RecordText.Format(RecordType.TXT, _text, Origin);

    [Benchmark(OperationsPerInvoke = LineCount)]
    public int Parse_a_line_of_a_master_file() => MasterFile.Parse(_zone, Origin, "zone").Records.Length;

    private static byte[] Wire(RecordType type, string text) =>
        RecordText.TryParse(type, text, Origin, out var data, out var problem) ? data : throw new FormatException(problem);

    private sealed class Nothing : IAuthority
    {
        public void Answer(in Query query, ref AnswerWriter answer)
        {
        }
    }
}
