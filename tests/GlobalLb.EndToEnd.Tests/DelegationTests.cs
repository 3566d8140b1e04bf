using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Names;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>What a client of an ordinary resolver gets, once the zone is delegated to us.</summary>
[Collection(EndToEndTests.Name)]
public sealed class DelegationTests : IClassFixture<DelegatedZone>, IDisposable
{
    private readonly DelegatedZone _zone;
    private readonly ITestOutputHelper _output;

    public DelegationTests(DelegatedZone zone, ITestOutputHelper output)
    {
        (_zone, _output) = (zone, output);
        output.WriteLine(zone.IsFromRoot
            ? "unbound follows referrals from a root, through a top-level domain, to the edges on port 53"
            : "port 53 is not ours to listen on: unbound goes to the edges by a stub zone, without a root and a top-level domain");
    }

    public void Dispose() => _output.WriteLine(_zone.Stage.Transcript);

    [Theory]
    [InlineData("example.test", "NS", "ns1.example.test.", "ns2.example.test.")]
    [InlineData("example.test", "MX", "10 mail.example.test.")]
    [InlineData("example.test", "TXT", "\"v=spf1 mx -all\"")]
    [InlineData("mail.example.test", "A", "192.0.2.25")]
    [InlineData("mail.example.test", "AAAA", "2001:db8::25")]
    [InlineData("alias.example.test", "CNAME", "mail.example.test.")]
    [InlineData("www.example.test", "A", "127.0.2.1")]
    [InlineData("WWW.Example.TEST", "A", "127.0.2.1")]
    [InlineData("api.example.test", "A", "127.0.2.2")]
    public async Task A_resolver_finds_records_and_steered_names(string name, string type, params string[] expected)
    {
        var answer = await Questions.AskAsync(_zone.Resolver, name, Enum.Parse<RecordType>(type));
        Assert.Equal(ResponseCode.NoError, answer.Code);
        Assert.Equal(expected, answer.Answers.Select(record => record.Text).Order(StringComparer.Ordinal));
        Assert.All(answer.Answers, record => Assert.Equal(DomainName.Parse(name), record.Name));
    }

    [Theory]
    [InlineData("example.test", "MX", "10 mail.example.test.")]
    [InlineData("www.example.test", "A", "127.0.2.1")]
    [InlineData("mail.example.test", "AAAA", "2001:db8::25")]
    public async Task The_same_over_TCP(string name, string type, string expected)
    {
        Assert.Equal(expected, (await Questions.DigAsync(_zone.Resolver, name, type, "+tcp", "+short")).Trim());
        Assert.Equal(expected, (await Questions.DigAsync(_zone.Edge1, name, type, "+tcp", "+short", "+norecurse")).Trim());
        Assert.Equal(expected, (await Questions.DigAsync(_zone.Edge2, name, type, "+short", "+norecurse")).Trim());
    }

    [Fact]
    public async Task The_zone_says_about_itself_what_was_written()
    {
        var answer = await Questions.AskAsync(_zone.Resolver, "example.test", RecordType.SOA);
        var fields = Assert.Single(answer.Answers).Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["ns1.example.test.", "hostmaster.example.test."], fields[..2]);
        // The serial is the version of the configuration.
        Assert.Equal("1", fields[2]);
        Assert.Equal("7", fields[6]);
    }

    [Fact]
    public async Task An_alias_is_followed_to_an_address()
    {
        var written = await Questions.AskAsync(_zone.Resolver, "alias.example.test");
        Assert.Equal([RecordType.CNAME, RecordType.A], written.Answers.Select(record => record.Type));
        Assert.Equal("192.0.2.25", written.Answers[1].Text);
        var steered = await Questions.AskAsync(_zone.Resolver, "shop.example.test");
        Assert.Equal([RecordType.CNAME, RecordType.A], steered.Answers.Select(record => record.Type));
        Assert.Equal("127.0.2.1", steered.Answers[1].Text);
    }

    [Fact]
    public async Task Steered_names_have_their_own_lifetime()
    {
        var answer = await Questions.AskAsync(_zone.Edge1, "www.example.test");
        Assert.True(answer.IsAuthoritative);
        Assert.Equal(Sample.Ttl, Assert.Single(answer.Answers).Ttl);
        Assert.InRange((await Questions.AskAsync(_zone.Resolver, "www.example.test")).Answers[0].Ttl, 0u, Sample.Ttl);
    }

    [Theory]
    [InlineData("nowhere.example.test", "A", ResponseCode.NoSuchName)]
    [InlineData("mail.example.test", "TXT", ResponseCode.NoError)]
    [InlineData("www.example.test", "AAAA", ResponseCode.NoError)]
    [InlineData("www.example.test", "MX", ResponseCode.NoError)]
    public async Task What_does_not_exist_is_denied_with_the_SOA_and_may_be_remembered_as_long_as_it_says(string name, string type, ResponseCode code)
    {
        foreach (var server in new[] { _zone.Edge1, _zone.Resolver })
        {
            var answer = await Questions.AskAsync(server, name, Enum.Parse<RecordType>(type));
            Assert.Equal(code, answer.Code);
            Assert.Empty(answer.Answers);
            var authority = Assert.Single(answer.Authorities);
            Assert.Equal((DomainName.Parse("example.test"), RecordType.SOA), (authority.Name, authority.Type));
            // RFC 2308 §3: the lesser of MINIMUM and the SOA's own TTL; a resolver counts it down.
            if (server == _zone.Edge1) Assert.Equal(7u, authority.Ttl);
            else Assert.InRange(authority.Ttl, 0u, 7u);
        }
    }

    [Fact]
    public async Task What_does_not_fit_is_fetched_over_TCP()
    {
        var name = DomainName.Parse("big.example.test");
        var overUdp = await new DnsClient(_zone.Edge1).Ask(name, RecordType.TXT);
        Assert.True(overUdp.IsTruncated);
        // The resolver gets it whole from the edge, and so does a client of either that tries again over TCP, as dig does.
        foreach (var server in new[] { _zone.Edge1, _zone.Resolver })
        {
            var printed = await Questions.DigAsync(server, "big.example.test", "TXT", "+bufsize=1232");
            Assert.Contains("Truncated, retrying in TCP mode", printed, StringComparison.Ordinal);
            Assert.Contains("ANSWER: 20,", printed, StringComparison.Ordinal);
            Assert.Contains("(TCP)", printed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_of_others_are_refused()
    {
        var answer = await Questions.AskAsync(_zone.Edge1, "example.com");
        Assert.Equal(ResponseCode.Refused, answer.Code);
        Assert.Empty(answer.Answers);
        Assert.False(answer.IsRecursionAvailable);
    }
}
