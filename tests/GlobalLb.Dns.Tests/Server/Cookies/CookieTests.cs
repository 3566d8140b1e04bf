using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server.Cookies;

public sealed class CookieTests
{
    private const ushort Cookie = 10;
    private const string Secret = "e5e973e5a6b2a43f48e7dc849e37bfcf";
    private const uint Start = 1559731985;

    private readonly CookieSecrets _secrets = new(Convert.FromHexString(Secret));
    private readonly FixedTime _time = new(Start);
    private readonly Exchange _exchange;

    public CookieTests() => _exchange = new Exchange(new ResponderOptions { Cookies = _secrets, Time = _time });

    private static byte[] Octets(string hexadecimal) => Convert.FromHexString(hexadecimal);

    private static byte[] Asking(ReadOnlyMemory<byte> cookie) => Exchange.Query(options: new QueryOptions { Cookie = cookie });

    private static byte[] AskingNothing(byte[] cookie)
    {
        var query = Asking(cookie);
        query[5] = 0;
        return [.. query[..12], .. query[^(15 + cookie.Length)..]];
    }

    private byte[] Exchanged(ReadOnlyMemory<byte> cookie, Source? source = null)
    {
        var message = _exchange.Ask(Asking(cookie), source);
        Assert.Equal(ResponseCode.NoError, message.Code);
        Assert.Single(message.Answers);
        return message.Edns!.Cookie!.Value.ToArray();
    }

    [Theory]
    [InlineData(Secret, Start, "198.51.100.100", "2464c4abcf10c957", "2464c4abcf10c957010000005cf79f111f8130c3eee29480")] // A.1
    [InlineData(Secret, 1559734385, "198.51.100.100", "2464c4abcf10c957010000005cf79f111f8130c3eee29480", "2464c4abcf10c957010000005cf7a871d4a564a1442aca77")] // A.2
    [InlineData(Secret, 1559734700, "203.0.113.203", "fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5", "fc93fc62807ddb86010000005cf7a9acf73a7810aca2381e")] // A.3
    [InlineData("445536bcd2513298075a5d379663c962", 1559741961, "2001:db8:220:1:59de:d0f4:8769:82b8", "22681ab97d52c298010000005cf7c57926556bd0934c72f8", "22681ab97d52c298010000005cf7c609a6bb79d16625507a")] // A.4
    public void RFC9018_A_The_vectors_come_out(string secret, uint now, string client, string request, string response)
    {
        _secrets.Replace(Octets(secret), Octets("dd3bdf9344b678b185a6f5cb60fca715"));
        _time.Seconds = now;
        var source = new Source(ClientAddress.From(System.Net.IPAddress.Parse(client)), Transport.Udp);
        Assert.Equal(Octets(response), Exchanged(Octets(request), source));
        Assert.Equal(request.Length > 16 && now != 1559734700, _exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC9018_4_2_Reserved_octets_are_hashed_as_they_came()
    {
        var source = new Source(ClientAddress.Read([203, 0, 113, 203]), Transport.Udp);
        _time.Seconds = 0x5cf78f71;
        var cookie = Octets("fc93fc62807ddb8601abcdef5cf78f71a314227b6679ebf5");
        Assert.Equal(cookie, Exchanged(cookie, source));
        Assert.True(_exchange.Verdict.HasValidCookie);
        cookie[9] ^= 1;
        Exchanged(cookie, source);
        Assert.False(_exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC7873_5_2_3_A_client_cookie_alone_gets_a_server_cookie_that_is_valid_from_then_on()
    {
        var cookie = Exchanged(Octets("0102030405060708"));
        Assert.Equal(24, cookie.Length);
        Assert.False(_exchange.Verdict.HasValidCookie);
        Assert.Equal(cookie, Exchanged(cookie));
        Assert.True(_exchange.Verdict.HasValidCookie);
        Exchanged(cookie, Exchange.Tcp);
        Assert.True(_exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC7873_5_2_1_Who_sends_no_cookie_gets_none()
    {
        Assert.Null(_exchange.Ask("www.example.com").Edns!.Cookie);
        Assert.False(_exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC7873_5_2_4_A_cookie_of_another_address_client_secret_or_version_is_answered_and_replaced()
    {
        var cookie = Exchanged(Octets("0102030405060708"));
        var elsewhere = new Source(ClientAddress.Read([198, 51, 100, 101]), Transport.Udp);
        Assert.NotEqual(cookie, Exchanged(cookie, elsewhere));
        Assert.False(_exchange.Verdict.HasValidCookie);
        for (var at = 0; at < cookie.Length; at++)
        {
            var changed = (byte[])cookie.Clone();
            changed[at] ^= 0x10;
            var renewed = Exchanged(changed);
            Assert.Equal(changed[..8], renewed[..8]);
            Assert.NotEqual(changed, renewed);
            Assert.False(_exchange.Verdict.HasValidCookie);
        }

        _secrets.Replace(new byte[16]);
        Assert.NotEqual(cookie, Exchanged(cookie));
        Assert.False(_exchange.Verdict.HasValidCookie);
    }

    [Theory]
    [InlineData(0, true, false)]
    [InlineData(1800, true, false)]
    [InlineData(1801, true, true)]
    [InlineData(3600, true, true)]
    [InlineData(3601, false, true)]
    [InlineData(-300, true, false)]
    [InlineData(-301, false, true)]
    [InlineData(int.MinValue, false, true)]
    public void RFC9018_4_3_A_cookie_is_renewed_after_half_an_hour_and_valid_for_an_hour(int age, bool isValid, bool isRenewed)
    {
        var cookie = Exchanged(Octets("0102030405060708"));
        _time.Seconds += age;
        Assert.Equal(isRenewed, !Exchanged(cookie).SequenceEqual(cookie));
        Assert.Equal(isValid, _exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC9018_4_3_Time_is_compared_across_its_wrap()
    {
        _time.Seconds = 0xFFFF_FFFF;
        var cookie = Exchanged(Octets("0102030405060708"));
        _time.Seconds = 0x1_0000_0100;
        Assert.Equal(cookie, Exchanged(cookie));
        Assert.True(_exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void RFC7873_5_2_2_A_cookie_of_a_length_that_cannot_be_is_a_format_error()
    {
        for (var length = 0; length < 48; length++)
        {
            var message = _exchange.Ask(Exchange.QueryWithOption(Cookie, new byte[length]));
            Assert.Equal(length is 8 or (>= 16 and <= 40) ? ResponseCode.NoError : ResponseCode.FormatError, message.Code);
            Assert.Equal(message.Code == ResponseCode.NoError ? 24 : 0, message.Edns!.Cookie?.Length ?? 0);
        }
    }

    [Fact]
    public void RFC7873_5_2_Of_several_cookies_the_first_counts()
    {
        byte[] first = [0, 10, 0, 8, 1, 1, 1, 1, 1, 1, 1, 1], broken = [0, 10, 0, 1, 0];
        var message = _exchange.Ask(Exchange.QueryWithOptions([.. first, .. broken]));
        Assert.Equal(first[4..], message.Edns!.Cookie!.Value[..8].ToArray());
        Assert.Equal(ResponseCode.FormatError, _exchange.Ask(Exchange.QueryWithOptions([.. broken, .. first])).Code);
    }

    [Fact]
    public void RFC7873_5_4_A_cookie_without_a_question_is_answered_with_a_cookie()
    {
        var message = _exchange.Ask(AskingNothing(Octets("0102030405060708")));
        Assert.Equal(ResponseCode.NoError, message.Code);
        Assert.Null(message.QuestionName);
        Assert.Empty(message.Answers);
        var cookie = message.Edns!.Cookie!.Value.ToArray();
        message = _exchange.Ask(AskingNothing(cookie));
        Assert.Equal(ResponseCode.NoError, message.Code);
        Assert.Equal(cookie, message.Edns!.Cookie!.Value.ToArray());
        cookie[20] ^= 1;
        message = _exchange.Ask(AskingNothing(cookie));
        Assert.Equal(ResponseCode.BadCookie, message.Code);
        Assert.Equal(24, message.Edns!.Cookie!.Value.Length);
    }

    [Fact]
    public void RFC9018_5_Cookies_of_the_other_secret_are_valid_and_renewed_with_the_current_one()
    {
        byte[] before = Octets(Secret), next = Octets("000102030405060708090a0b0c0d0e0f");
        var cookie = Exchanged(Octets("0102030405060708"));
        _secrets.Replace(before, next);
        Assert.Equal(cookie, Exchanged(cookie));
        _secrets.Replace(next, before);
        var renewed = Exchanged(cookie);
        Assert.True(_exchange.Verdict.HasValidCookie);
        Assert.NotEqual(cookie, renewed);
        _secrets.Replace(next);
        Assert.Equal(renewed, Exchanged(renewed));
        Exchanged(cookie);
        Assert.False(_exchange.Verdict.HasValidCookie);
    }

    [Fact]
    public void Two_servers_with_the_same_secret_accept_each_others_cookies_and_others_do_not()
    {
        var cookie = Exchanged(Octets("0102030405060708"));
        foreach (var (options, isValid) in new[] { (new ResponderOptions { Cookies = new CookieSecrets(Octets(Secret)), Time = _time }, true), (new ResponderOptions { Time = _time }, false) })
        {
            var other = new Exchange(options);
            other.Ask(Asking(cookie));
            Assert.Equal(isValid, other.Verdict.HasValidCookie);
        }
    }

    [Theory]
    [InlineData(15, 0)]
    [InlineData(0, 0)]
    [InlineData(17, 16)]
    [InlineData(16, 15)]
    public void A_secret_of_another_length_is_refused_and_what_is_held_stays(int current, int other)
    {
        var cookie = Exchanged(Octets("0102030405060708"));
        Assert.Throws<ArgumentException>(() => _secrets.Replace(new byte[current], new byte[other]));
        Assert.Throws<ArgumentException>(() => new CookieSecrets(new byte[current], new byte[other]));
        Assert.Equal(cookie, Exchanged(cookie));
        Assert.True(_exchange.Verdict.HasValidCookie);
    }
}
