using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Dns.Wire;
using GlobalLb.Tests;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class ResponderRateTests
{
    // The clock stands still, so nothing is earned back: answers 120, denials 60, errors 60, and all 240.
    private static readonly RateLimitOptions Slow = new() { Positive = 2, Negative = 1, Errors = 1, Total = 4, Burst = TimeSpan.FromSeconds(60), Slip = 1 };
    private static readonly Source Udp = new(ClientAddress.Read([198, 51, 100, 7]), Transport.Udp);

    private readonly byte[] _response = new byte[ushort.MaxValue];

    private static Responder Limited(RateLimitOptions limits) => new(new ZoneAuthority(), new ResponderOptions { RateLimits = limits, Time = new ManualTime() });

    private static byte[] Query(string name, RecordType type = RecordType.A, QueryOptions? options = null) =>
        QueryWriter.Write(7, DomainName.Parse(name), type, options ?? QueryOptions.Default);

    // How many of the requests get what they ask for; the others are truncated, because every suppressed response is.
    private int Answered(Responder responder, IEnumerable<byte[]> queries, Source? source = null) => queries.Count(query =>
    {
        var length = responder.Respond(query, source ?? Udp, _response);
        Assert.True(Message.TryRead(_response.AsSpan(0, length), out var message));
        return !message.IsTruncated;
    });

    private static IEnumerable<byte[]> Many(Func<int, byte[]> query) => Enumerable.Range(0, 500).Select(query);

    [Fact]
    public void Answers_are_limited_per_name_and_type_however_the_name_is_written()
    {
        var responder = Limited(Slow with { Total = 1000 });
        Assert.Equal(120, Answered(responder, Many(i => Query(i % 2 == 0 ? "host.example.com" : "hOST.eXample.com"))));
        Assert.Equal(120, Answered(responder, Many(_ => Query("host.example.com", RecordType.AAAA))));
        Assert.Equal(120, Answered(responder, Many(_ => Query("hosu.example.com"))));
        Assert.Equal(500, Answered(responder, Many(i => Query($"host{i}.example.com"))));
    }

    [Fact]
    public void Names_that_do_not_exist_are_limited_per_zone()
    {
        var responder = Limited(Slow with { Total = 1000 });
        Assert.Equal(60, Answered(responder, Many(i => Query($"absent{i}.example.com"))));
        Assert.Equal(60, Answered(responder, Many(i => Query($"absent.{i}.EXAMPLE.org"))));
    }

    [Fact]
    public void No_data_is_limited_per_name_and_delegations_per_cut()
    {
        var responder = Limited(Slow with { Total = 1000 });
        Assert.Equal(60, Answered(responder, Many(i => Query("empty.example.com", (RecordType)(1000 + i)))));
        Assert.Equal(500, Answered(responder, Many(i => Query($"empty{i}.example.com"))));
        Assert.Equal(120, Answered(responder, Many(i => Query($"delegated{i}.below.example.com"))));
    }

    [Fact]
    public void Errors_of_all_kinds_share_one_allowance()
    {
        var responder = Limited(Slow);
        Assert.Equal(60, Answered(responder, Many(i => (i % 3) switch
        {
            0 => Query($"refused{i}.example.com"),
            1 => Query("host.example.com")[..(13 + (i % 4))],
            _ => [0, 7, 0x20, 0, .. new byte[8]],
        })));
    }

    [Fact]
    public void All_classes_share_the_total()
    {
        var responder = Limited(Slow);
        Assert.Equal(240, Answered(responder, Many(i => Query($"host{i}.example.com"))));
        Assert.Equal(0, Answered(responder, Many(i => Query($"absent{i}.example.com"))));
    }

    [Fact]
    public void What_is_suppressed_has_its_question_and_TC_and_nothing_else()
    {
        var responder = Limited(Slow);
        foreach (var name in new[] { "absent.example.com", "host.example.com" })
        {
            Answered(responder, Many(_ => Query(name)));
            var query = Query(name);
            var response = _response.AsSpan(0, responder.Respond(query, Udp, _response));
            Assert.Equal(query.Length, response.Length);
            Assert.True(Message.TryRead(response, out var message));
            Assert.True(message.IsTruncated);
            Assert.False(message.IsAuthoritative);
            Assert.Equal(ResponseCode.NoError, message.Code); // not a denial without its SOA
            Assert.Equal(name + ".", message.QuestionName!.ToString());
            Assert.Empty(message.Answers);
            Assert.Empty(message.Authorities);
            Assert.NotNull(message.Edns);
        }
    }

    [Fact]
    public void TCP_and_clients_with_a_valid_cookie_are_never_limited()
    {
        var responder = Limited(Slow with { Slip = 0 });
        var asked = Query("host.example.com", options: new() { Cookie = new byte[8] });
        Assert.True(Message.TryRead(_response.AsSpan(0, responder.Respond(asked, Udp, _response)), out var first));
        var proven = Query("host.example.com", options: new() { Cookie = first.Edns!.Cookie!.Value });
        var forged = Query("host.example.com", options: new() { Cookie = new byte[24] });
        Assert.Equal(119, Many(_ => forged).Count(query => responder.Respond(query, Udp, _response) > 0));
        Assert.Equal(500, Answered(responder, Many(_ => proven)));
        Assert.Equal(500, Answered(responder, Many(_ => forged), Udp with { Transport = Transport.Tcp }));
        Assert.Equal(0, responder.Respond(forged, Udp, _response));
    }

    [Theory]
    [InlineData(RateLimitMode.Off)]
    [InlineData(RateLimitMode.DryRun)]
    public void Without_limits_and_in_a_dry_run_everything_is_answered(RateLimitMode mode) =>
        Assert.Equal(500, Answered(Limited(Slow with { Mode = mode }), Many(_ => Query("host.example.com"))));

    [Fact]
    public void A_responder_limits_nothing_unless_told() =>
        Assert.Equal(500, Answered(new Responder(new ZoneAuthority()), Many(_ => Query("refused.example.com"))));

    [Fact]
    public void What_was_taken_is_earned_back_by_the_clock_that_goes_on_and_not_by_the_date()
    {
        var time = new ManualTime();
        var responder = new Responder(new ZoneAuthority(), new ResponderOptions { RateLimits = Slow, Time = time });
        Assert.Equal(120, Answered(responder, Many(_ => Query("host.example.com"))));
        time.SetWallClock(TimeSpan.FromDays(1));
        Assert.Equal(0, Answered(responder, Many(_ => Query("host.example.com"))));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(20, Answered(responder, Many(_ => Query("host.example.com"))));
    }

    [Fact]
    public void Limiting_allocates_nothing()
    {
        var responder = Limited(Slow);
        byte[][] queries = [.. new[] { "host", "absent", "empty", "delegated.below", "refused" }.Select(name => Query($"{name}.example.com"))];
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 20_000; i++) responder.Respond(queries[i % queries.Length], Udp, _response);
            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    /// <summary>Zones of two labels; what there is at a name its first letter says.</summary>
    private sealed class ZoneAuthority : IAuthority
    {
        private static readonly byte[] Soa = RecordWire.Write(RecordType.SOA, 300, Some.Data(RecordType.SOA, "ns1.example.com. h.example.com. 1 2 3 4 5"));
        private static readonly byte[] Ns = RecordWire.Write(RecordType.NS, 300, Some.Data(RecordType.NS, "ns.example.net."));

        public void Answer(in Query query, ref AnswerWriter answer)
        {
            answer.IsAuthoritative = true;
            switch ((char)(query.Name[1] | 0x20))
            {
                case 'h':
                    answer.Add(Section.Answer, AnswerWriter.QuestionName(), RecordType.A, 60, [192, 0, 2, 1]);
                    break;
                case 'a':
                    answer.Code = ResponseCode.NoSuchName;
                    answer.Add(Section.Authority, Suffix(query.Name, 2), Soa);
                    break;
                case 'e':
                    answer.Add(Section.Authority, Suffix(query.Name, 2), Soa);
                    break;
                case 'd':
                    answer.IsAuthoritative = false;
                    answer.Add(Section.Authority, Suffix(query.Name, 3), Ns);
                    break;
                default:
                    answer.IsAuthoritative = false;
                    answer.Code = ResponseCode.Refused;
                    break;
            }
        }

        private static int Suffix(ReadOnlySpan<byte> name, int labels)
        {
            Span<int> starts = stackalloc int[128];
            var count = 0;
            for (var at = 0; name[at] > 0; at += name[at] + 1) starts[count++] = at;
            return AnswerWriter.QuestionName(starts[count - labels]);
        }
    }
}
