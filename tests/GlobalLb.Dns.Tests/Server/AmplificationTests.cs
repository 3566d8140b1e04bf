using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class AmplificationTests
{
    private static readonly CookieSecrets Secrets = CookieSecrets.Random();

    private readonly Exchange _capped = new(new ResponderOptions { CapsAmplification = true, Cookies = Secrets, Nsid = new string('n', ResponderOptions.LongestText) });
    private readonly Exchange _free = new(new ResponderOptions { Cookies = Secrets });

    private QueryOptions WithCookie() =>
        new() { Cookie = _free.Ask("www.example.com", new QueryOptions { Cookie = new byte[8] }).Edns!.Cookie!.Value };

    [Fact]
    public void No_response_over_UDP_has_more_than_ten_times_the_octets_of_its_request()
    {
        Assert.True(ClientSubnet.TryParse("2001:db8::/56", out var subnet));
        QueryOptions[] options =
        [
            Exchange.Plain, new(), new() { UdpSize = ushort.MaxValue, DnssecOk = true }, new() { AsksNsid = true },
            new() { Subnet = subnet, Cookie = new byte[8], AsksNsid = true }, new() { Cookie = new byte[24] },
        ];
        string[] names = [".", "a", "www.example.com", "large.example.com", "many.example.com", "some.example.com", "alias.example.com", "absent.example.com", "glue.example.com", "www.example.org"];
        RecordType[] types = [RecordType.A, RecordType.AAAA, RecordType.TXT, RecordType.ANY, RecordType.AXFR];
        foreach (var name in names)
        {
            foreach (var type in types)
            {
                foreach (var query in options.Select(option => Exchange.Query(name, option, type)))
                {
                    foreach (var request in new[] { query, query[..^1], query[..12] })
                    {
                        var response = _capped.Respond(request);
                        Assert.True(response.Length <= 10 * request.Length, $"{name} {type}: {response.Length} octets for {request.Length}");
                        Assert.InRange(response.Length, 1, 1232);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("many.example.com")]
    [InlineData("some.example.com")]
    public void Addresses_have_no_more_than_three_times_the_octets_of_their_request(string name)
    {
        foreach (var option in new[] { Exchange.Plain, new(), new() { Cookie = new byte[8] } })
        {
            var query = Exchange.Query(name, option);
            var response = _capped.Respond(query);
            Assert.True(response.Length <= 3 * query.Length, $"{name}: {response.Length} octets for {query.Length}");
            Assert.True(_capped.Ask(query).Answers.Length >= 1);
        }
    }

    [Fact]
    public void Addresses_of_a_set_that_are_too_many_are_truncated_and_come_whole_over_TCP()
    {
        var message = _capped.Ask("many.example.com");
        Assert.True(message.IsTruncated);
        Assert.InRange(message.Answers.Length, 2, 19);
        Assert.Empty(message.Additionals);
        message = _capped.Ask("many.example.com", source: Exchange.Tcp);
        Assert.False(message.IsTruncated);
        Assert.Equal(20, message.Answers.Length);
        Assert.Single(message.Additionals);
    }

    [Fact]
    public void Addresses_of_a_selection_that_are_too_many_are_left_out()
    {
        var message = _capped.Ask("some.example.com");
        Assert.False(message.IsTruncated);
        Assert.InRange(message.Answers.Length, 2, 19);
        Assert.Equal(20, _free.Ask("some.example.com").Answers.Length);
    }

    [Fact]
    public void The_first_address_is_always_answered_however_long_the_aliases_before_it_are()
    {
        var query = Exchange.PlainQuery("alias.example.com");
        var message = _capped.Ask(query);
        Assert.Equal([RecordType.CNAME, RecordType.A], message.Answers.Select(answer => answer.Type));
        Assert.True(message.IsTruncated);
        Assert.Equal(3, _free.Ask(query).Answers.Length);
    }

    [Fact]
    public void Who_has_a_valid_cookie_gets_everything()
    {
        foreach (var name in new[] { "many.example.com", "some.example.com" })
        {
            var message = _capped.Ask(name, WithCookie());
            Assert.False(message.IsTruncated);
            Assert.Equal(20, message.Answers.Length);
        }

        Assert.InRange(_capped.Respond(Exchange.Query("large.example.com", WithCookie())).Length, 1000, 1232);
    }

    [Fact]
    public void Nothing_is_capped_unless_wanted()
    {
        Assert.Equal(20, _free.Ask("many.example.com").Answers.Length);
        Assert.InRange(_free.Respond(Exchange.Query("large.example.com")).Length, 1000, 1232);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(512)]
    [InlineData(1000)]
    public void A_response_that_is_too_large_for_who_has_no_cookie_is_truncated(int most)
    {
        var exchange = new Exchange(new ResponderOptions { MaxResponseWithoutCookie = most, Cookies = Secrets });
        Assert.InRange(exchange.Respond(Exchange.Query("large.example.com")).Length, 1, most);
        Assert.True(exchange.Ask("large.example.com").IsTruncated);
        Assert.False(exchange.Ask("www.example.com").IsTruncated);
        Assert.InRange(exchange.Respond(Exchange.Query("large.example.com", new QueryOptions { Cookie = new byte[24] })).Length, 1, most);
        Assert.InRange(exchange.Respond(Exchange.Query("large.example.com", WithCookie())).Length, 1000, 1232);
        Assert.False(exchange.Ask("large.example.com", source: Exchange.Tcp).IsTruncated);
    }

    [Fact]
    public void The_longest_question_with_all_options_is_answered_within_the_smallest_limit_or_with_no_record()
    {
        var exchange = new Exchange(new ResponderOptions { MaxResponseWithoutCookie = 128, Nsid = new string('n', ResponderOptions.LongestText) });
        Assert.True(ClientSubnet.TryParse("2001:db8::1/128", out var subnet));
        var name = string.Join('.', Enumerable.Repeat(new string('a', 63), 3).Append(new string('b', 61)));
        Assert.Equal(255, DomainName.Parse(name).Wire.Length);
        var message = exchange.Ask(name, new QueryOptions { Subnet = subnet, Cookie = new byte[8], AsksNsid = true });
        Assert.Equal(ResponseCode.Refused, message.Code);
        Assert.NotNull(message.Edns!.Nsid);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(127)]
    [InlineData(1233)]
    public void A_limit_without_cookie_that_makes_no_sense_is_refused(int octets) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ResponderOptions { MaxResponseWithoutCookie = octets });
}
