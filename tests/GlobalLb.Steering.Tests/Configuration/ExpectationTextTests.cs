using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class ExpectationTextTests
{
    private static readonly DomainName Www = DomainName.Parse("www.example.test");

    [Theory]
    [InlineData("client 203.0.113.7 → us-east", RecordType.A, "203.0.113.7", "", "us-east")]
    [InlineData("client 203.0.113.7 with eu-west down → us-east", RecordType.A, "203.0.113.7", "eu-west", "us-east")]
    [InlineData("  client  country:DE asking AAAA with eu-west,us-1 , ap-web down->nothing ", RecordType.AAAA, "country:DE", "eu-west us-1 ap-web", "nothing")]
    [InlineData("client 203.0.113.7 asking MX with eu-west down → 10 mail.example.net.", RecordType.MX, "203.0.113.7", "eu-west", "10 mail.example.net.")]
    [InlineData("client 203.0.113.7 asking TXT -> \"a -> b → c\" d", RecordType.TXT, "203.0.113.7", "", "\"a -> b → c\" d")]
    public void Expectations_are_read_as_people_write_them(string text, RecordType type, string client, string down, string expect)
    {
        Assert.True(ExpectationText.TryParse(Www, text, out var expectation, out var problem), problem);
        Assert.Equal((Www, type, client, down, expect), (expectation.Name, expectation.Type, expectation.Client, string.Join(' ', expectation.Down), expectation.Expect));
        Assert.True(ExpectationText.TryParse(Www, ExpectationText.Format(expectation), out var again, out _));
        Assert.Equal(ExpectationText.Format(expectation), ExpectationText.Format(again));
    }

    [Theory]
    [InlineData("")]
    [InlineData("client 203.0.113.7")]
    [InlineData("client → us-east")]
    [InlineData("203.0.113.7 → us-east")]
    [InlineData("client 203.0.113.7 → ")]
    [InlineData("client 203.0.113.7 → us-east eu-west")]
    [InlineData("client 203.0.113.7 → us-east → eu-west")]
    [InlineData("client 203.0.113.7 with eu-west → us-east")]
    [InlineData("client 203.0.113.7 with down → us-east")]
    [InlineData("client 203.0.113.7 asking → us-east")]
    [InlineData("client 203.0.113.7 asking NONSENSE → us-east")]
    [InlineData("client 203.0.113.7 when eu-west down → us-east")]
    public void What_is_no_expectation_is_answered_by_an_example_of_one(string text)
    {
        Assert.False(ExpectationText.TryParse(Www, text, out _, out var problem));
        Assert.Equal($"'{text}' is no expectation; write one such as 'client 203.0.113.7 with eu-west down → us-east'", problem);
    }

    [Fact]
    public void An_expectation_says_itself_in_the_words_it_is_written_in() => Assert.Equal(
        "www.example.test: client 203.0.113.7 with eu-west, us-1 down → us-east",
        new Expectation { Name = Www, Client = "203.0.113.7", Down = ["eu-west", "us-1"], Expect = "us-east" }.ToString());
}
