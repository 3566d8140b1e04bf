using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Steering.Tests.Publications;

public sealed class PublicationJsonTests
{
    private static readonly ConfigurationPublication Configuration =
        new() { System = Guid.NewGuid(), Term = 3, Version = 12, Document = Example.Document };

    private static readonly HealthPublication Health =
        new() { System = Guid.NewGuid(), Term = 3, Sequence = 99, Table = Example.Down(Example.Document, "eu-1") with { Held = "a reason" } };

    [Fact]
    public void A_configuration_is_read_as_it_was_written()
    {
        var again = Assert.IsType<ConfigurationPublication>(Read(PublicationJson.Write(Configuration)));
        Assert.Equal((Configuration.System, 3, 12, 12), (again.System, again.Term, again.Version, again.Order));
        Assert.Equal(ConfigurationJson.Write(Example.Document), ConfigurationJson.Write(again.Document));
    }

    [Fact]
    public void A_health_table_is_read_as_it_was_written()
    {
        var again = Assert.IsType<HealthPublication>(Read(PublicationJson.Write(Health)));
        Assert.Equal((Health.System, 3, 99, 99), (again.System, again.Term, again.Sequence, again.Order));
        Assert.Equal("a reason", again.Table.Held);
        Assert.Equal(Health.Table.Endpoints.OrderBy(pair => pair.Key.Value), again.Table.Endpoints.OrderBy(pair => pair.Key.Value));
    }

    [Fact]
    public void A_publication_is_one_line()
    {
        Assert.DoesNotContain('\n', PublicationJson.Write(Configuration));
        Assert.DoesNotContain('\n', PublicationJson.Write(Health));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"health"}""")]
    [InlineData("""{"kind":"rumour","system":"11111111-1111-1111-1111-111111111111","term":1}""")]
    [InlineData("""{"kind":"health","system":"11111111-1111-1111-1111-111111111111","term":1,"sequence":1,"table":null}""")]
    [InlineData("""{"kind":"health","system":"11111111-1111-1111-1111-111111111111","term":1,"sequence":1,"table":{"endpoints":null}}""")]
    public void What_is_no_publication_is_a_sentence_and_no_exception(string json)
    {
        Assert.False(PublicationJson.TryRead(json, out _, out var problem));
        Assert.NotEmpty(problem!);
    }

    [Fact]
    public void A_damaged_publication_never_throws()
    {
        var whole = new[] { PublicationJson.Write(Configuration), PublicationJson.Write(Health) };
        var damaged =
            from text in Gen.Elements(whole)
            from at in Gen.Choose(0, text.Length - 1)
            from length in Gen.Choose(0, 12)
            from put in Gen.Elements("", "null", "5", "\"\"", "{}", "[]", "true", "\\u0000", "-1e400", "\"x\":1,")
            select string.Concat(text.AsSpan(0, at), put, text.AsSpan(Math.Min(at + length, text.Length)));
        Prop.ForAll(damaged.ToArbitrary(), json => PublicationJson.TryRead(json, out var read, out var problem) == (read is not null) && (read is null) == (problem is not null))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static Publication Read(string json) =>
        PublicationJson.TryRead(json, out var publication, out var problem) ? publication : throw new FormatException(problem);
}
