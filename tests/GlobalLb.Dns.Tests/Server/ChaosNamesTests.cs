using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ChaosNamesTests
{
    private static readonly Exchange Telling = new(new ResponderOptions { Version = "nine", HostName = "edge-1" });

    private static byte[] Query(string name, RecordType type = RecordType.TXT)
    {
        var query = Exchange.PlainQuery(name, type);
        query[^1] = 3;
        return query;
    }

    [Theory]
    [InlineData("version.bind", "\"nine\"")]
    [InlineData("Version.SERVER", "\"nine\"")]
    [InlineData("hostname.bind", "\"edge-1\"")]
    [InlineData("id.server", "\"edge-1\"")]
    public void RFC4892_A_server_says_what_it_was_told_to_say_of_itself(string name, string text)
    {
        var query = Query(name);
        var response = Telling.Respond(query);
        Assert.Equal([0xC0, 12, 0, 16, 0, 3, 0, 0, 0, 0], response[query.Length..(query.Length + 10)]); // TXT, CH, TTL 0
        var message = Telling.Ask(query);
        Assert.True(message.IsAuthoritative);
        Assert.Equal(text, Assert.Single(message.Answers).Text);
        Assert.Empty(Telling.Ask(Query(name, RecordType.A)).Answers);
        Assert.Single(Telling.Ask(Query(name, RecordType.ANY)).Answers);
    }

    [Theory]
    [InlineData("version.bind")]
    [InlineData("version.server")]
    [InlineData("hostname.bind")]
    [InlineData("id.server")]
    public void RFC4892_A_server_says_nothing_of_itself_unless_told_to(string name) =>
        Assert.Equal(ResponseCode.Refused, new Exchange().Ask(Query(name)).Code);

    [Theory]
    [InlineData("www.example.com")]
    [InlineData("bind")]
    [InlineData("x.version.bind")]
    [InlineData(".")]
    public void What_else_is_asked_in_class_CHAOS_is_refused(string name)
    {
        var message = Telling.Ask(Query(name));
        Assert.Equal(ResponseCode.Refused, message.Code);
        Assert.False(message.IsAuthoritative);
    }

    [Fact]
    public void In_class_IN_these_names_are_like_any_others()
    {
        var query = Query("version.bind");
        query[^1] = 1;
        Assert.Equal(ResponseCode.Refused, Telling.Ask(query).Code);
    }

    [Fact]
    public void A_text_that_is_empty_or_too_long_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ResponderOptions { Version = "" });
        Assert.Throws<ArgumentException>(() => new ResponderOptions { HostName = new string('x', ResponderOptions.LongestText + 1) });
        Assert.Throws<ArgumentException>(() => new ResponderOptions { Nsid = new string('é', (ResponderOptions.LongestText / 2) + 1) });
    }
}
