using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Steering.Tests.Publications;

public sealed class PublicationJsonTests
{
    private static readonly ConfigurationPublication Configuration =
        new() { System = Guid.NewGuid(), Term = 3, Version = 12, Document = Example.Document };

    private static readonly HealthPublication Health =
        new() { System = Guid.NewGuid(), Term = 3, Sequence = 99, Table = Example.Down(Example.Document, "eu-1") with { Held = "a reason" } };

    private static readonly AliasPublication Aliases = new()
    {
        System = Guid.NewGuid(),
        Term = 3,
        Sequence = 100,
        Table = new AliasTable
        {
            Known =
            [
                new(DomainName.Parse("cdn.example.net"), RecordType.A, 60, [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")], Example.Noon),
                new(DomainName.Parse("cdn.example.net"), RecordType.AAAA, 30, [], Example.Noon),
            ],
        },
    };

    private static readonly CookieSecretPublication Secrets =
        new() { System = Guid.NewGuid(), Term = 3, Sequence = 101, Current = new byte[] { 1, 2, 3 }, Other = new byte[] { 4, 5, 6 } };

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
    public void What_vantages_near_clients_find_is_read_as_it_was_written_and_left_out_when_they_find_nothing()
    {
        var written = PublicationJson.Write(Health with { Table = Health.Table with { Regional = [Example.Regional("eu-west", "eu-1")] } });
        Assert.Contains("\"regional\":[{\"region\":\"eu-west\",\"down\":{\"eu-1\":{\"health\":\"down\",", written, StringComparison.Ordinal);
        Assert.True(Assert.Single(Assert.IsType<HealthPublication>(Read(written)).Table.Regional).SaysTheSameAs(Example.Regional("eu-west", "eu-1")));
        Assert.DoesNotContain("regional", PublicationJson.Write(Health), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_aliases_is_read_as_it_was_written()
    {
        var again = Assert.IsType<AliasPublication>(Read(PublicationJson.Write(Aliases)));
        Assert.Equal((Aliases.System, 3, 100, 100), (again.System, again.Term, again.Sequence, again.Order));
        Assert.True(Aliases.Table.AnswersLike(again.Table));
        Assert.Equal(Example.Noon, again.Table.Known[0].Since);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Cookie_secrets_are_read_as_they_were_written(bool hasOther)
    {
        var again = Assert.IsType<CookieSecretPublication>(Read(PublicationJson.Write(Secrets with { Other = hasOther ? Secrets.Other : null })));
        Assert.Equal((Secrets.System, 3, 101, 101), (again.System, again.Term, again.Sequence, again.Order));
        Assert.Equal(Secrets.Current.ToArray(), again.Current.ToArray());
        Assert.Equal(hasOther ? Secrets.Other!.Value.ToArray() : null, again.Other?.ToArray());
    }

    [Theory]
    [InlineData("""{"kind":"rumour","system":"11111111-1111-1111-1111-111111111111","term":1}""", "rumour")]
    [InlineData("""{"term":1,"kind":"rumour"}""", "rumour")]
    [InlineData("""{"kind":"health"}""", null)]
    [InlineData("""{"kind":7}""", null)]
    [InlineData("""{"kind":"\ud800"}""", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public void A_kind_that_is_not_known_is_told_from_a_publication_that_is_broken(string json, string? kind)
    {
        Assert.False(PublicationJson.TryRead(json, out _, out _));
        Assert.Equal(kind, PublicationJson.FindUnknownKind(json));
    }

    [Fact]
    public void A_publication_is_one_line()
    {
        Assert.DoesNotContain('\n', PublicationJson.Write(Aliases));
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
        var whole = new[] { PublicationJson.Write(Configuration), PublicationJson.Write(Health), PublicationJson.Write(Aliases), PublicationJson.Write(Secrets) };
        var damaged =
            from text in Gen.Elements(whole)
            from at in Gen.Choose(0, text.Length - 1)
            from length in Gen.Choose(0, 12)
            from put in Gen.Elements("", "null", "5", "\"\"", "{}", "[]", "true", "\\u0000", "-1e400", "\"x\":1,")
            select string.Concat(text.AsSpan(0, at), put, text.AsSpan(Math.Min(at + length, text.Length)));
        Prop.ForAll(damaged.ToArbitrary(), json => PublicationJson.TryRead(json, out var read, out var problem) == (read is not null) && (read is null) == (problem is not null)
                && (read is null || PublicationJson.FindUnknownKind(json) is null))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
    }

    private static Publication Read(string json) =>
        PublicationJson.TryRead(json, out var publication, out var problem) ? publication : throw new FormatException(problem);
}
