using System.Net;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class AliasAnswerTests
{
    private static readonly ConfigurationDocument Document = Example.Document with
    {
        Zones =
        [
            Example.Zone("example.test",
            [
                Example.Record("@", RecordType.NS, "ns1.example.net."),
                Example.Record("@", RecordType.MX, "10 mail.example.net."),
                Example.Record("@", RecordType.ALIAS, "both.cdn.test.", 300),
                Example.Record("www", RecordType.CNAME, "@"),
                Example.Record("four", RecordType.ALIAS, "four.cdn.test.", 20),
                Example.Record("six", RecordType.ALIAS, "six.cdn.test.", 20),
                Example.Record("early", RecordType.ALIAS, "early.cdn.test."),
                Example.Record("*.any", RecordType.ALIAS, "BOTH.cdn.test."),
                Example.Record("delegated", RecordType.NS, "ns.example.net."),
                Example.Record("x.delegated", RecordType.ALIAS, "both.cdn.test."),
                Example.Record("sub", RecordType.ALIAS, "both.cdn.test."),
            ]),
            Example.Zone("sub.example.test", [Example.Record("@", RecordType.NS, "ns1.example.net.")]),
        ],
    };

    private static readonly AliasTable Table = new()
    {
        Known =
        [
            Known("both.cdn.test", RecordType.A, 60, "192.0.2.1", "192.0.2.2", "192.0.2.3"),
            Known("both.cdn.test", RecordType.AAAA, 900, "2001:db8::1"),
            Known("four.cdn.test", RecordType.A, 60, "192.0.2.4"),
            Known("four.cdn.test", RecordType.AAAA, 60),
            Known("six.cdn.test", RecordType.A, 60),
            Known("six.cdn.test", RecordType.AAAA, 60, "2001:db8::6"),
            Known("gone.cdn.test", RecordType.A, 60, "192.0.2.66"),
        ],
    };

    private static readonly Snapshot Snapshot = ConfigurationValidation.Check(Document) is [var problem, ..]
        ? throw new InvalidOperationException($"{problem}")
        : Document.Compile().With(Table);

    [Fact]
    public void The_addresses_of_the_target_are_answered_as_if_they_were_written_here()
    {
        var answer = Ask("EXAMPLE.test", RecordType.A);
        Assert.True(answer.IsAuthoritative);
        Assert.Equal((ResponseCode.NoError, 0), (answer.Code, answer.Authorities.Length));
        Assert.Equal(["192.0.2.1", "192.0.2.2", "192.0.2.3"], answer.Answers.Select(record => record.Text));
        Assert.All(answer.Answers, record => Assert.Equal((DomainName.Parse("example.test"), RecordType.A), (record.Name, record.Type)));
        Assert.Equal("2001:db8::1", Assert.Single(Ask("example.test", RecordType.AAAA).Answers).Text);
    }

    [Theory]
    [InlineData("example.test", RecordType.A, 60)] // what the target allows
    [InlineData("example.test", RecordType.AAAA, 300)] // what the record allows
    [InlineData("four.example.test", RecordType.A, 20)]
    public void The_TTL_is_the_lesser_of_the_records_own_and_what_the_target_allows(string name, RecordType type, uint ttl) =>
        Assert.All(Ask(name, type).Answers, record => Assert.Equal(ttl, record.Ttl));

    [Theory]
    [InlineData(0, "192.0.2.1 192.0.2.2 192.0.2.3")]
    [InlineData(1, "192.0.2.2 192.0.2.3 192.0.2.1")]
    [InlineData(5, "192.0.2.3 192.0.2.1 192.0.2.2")]
    [InlineData(ulong.MaxValue, "192.0.2.1 192.0.2.2 192.0.2.3")]
    public void The_draw_decides_which_address_is_first(ulong draw, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', new Exchange(Snapshot, draw).Ask("example.test", RecordType.A).Answers.Select(record => record.Text)));

    [Fact]
    public void RFC8482_4_1_ANY_is_the_family_that_the_target_has()
    {
        Assert.Equal("192.0.2.4", Assert.Single(Ask("four.example.test", RecordType.ANY).Answers).Text);
        Assert.Equal("2001:db8::6", Assert.Single(Ask("six.example.test", RecordType.ANY).Answers).Text);
    }

    [Fact]
    public void A_family_that_the_target_has_not_is_denied()
    {
        var answer = Ask("four.example.test", RecordType.AAAA);
        Assert.Equal((ResponseCode.NoError, 0), (answer.Code, answer.Answers.Length));
        Assert.Equal(RecordType.SOA, Assert.Single(answer.Authorities).Type);
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.AAAA)]
    [InlineData(RecordType.ANY)]
    public void What_was_never_found_is_a_failure_that_nobody_remembers(RecordType type)
    {
        var answer = Ask("early.example.test", type);
        Assert.Equal((ResponseCode.ServerFailure, 0, 0), (answer.Code, answer.Answers.Length, answer.Authorities.Length));
        Assert.Equal(ExtendedError.NotReady, answer.Edns!.ExtendedError);
        Assert.Equal(ResponseCode.NoError, Ask("early.example.test", RecordType.TXT).Code); // the name exists all the same
    }

    [Theory]
    [InlineData("example.test")]
    [InlineData("four.example.test")]
    [InlineData("a.any.example.test")]
    public void The_record_itself_is_never_answered(string name)
    {
        var asked = Ask(name, RecordType.ALIAS);
        Assert.Equal((ResponseCode.NoError, 0, RecordType.SOA), (asked.Code, asked.Answers.Length, Assert.Single(asked.Authorities).Type));
        Assert.DoesNotContain(Ask(name, RecordType.ANY).Answers, record => record.Type == RecordType.ALIAS);
    }

    [Theory]
    [InlineData("example.test", RecordType.SOA)]
    [InlineData("four.example.test", RecordType.A)]
    public void Asked_for_anything_one_set_is_answered(string name, RecordType type) =>
        Assert.All(Ask(name, RecordType.ANY).Answers, record => Assert.Equal(type, record.Type));

    [Fact]
    public void What_else_stands_at_the_name_is_answered() =>
        Assert.Equal("10 mail.example.net.", Assert.Single(Ask("example.test", RecordType.MX).Answers).Text);

    [Fact]
    public void A_CNAME_leads_to_it()
    {
        var answer = Ask("www.example.test", RecordType.AAAA);
        Assert.Equal(["example.test.", "2001:db8::1"], answer.Answers.Select(record => record.Text));
        Assert.Equal(DomainName.Parse("example.test"), answer.Answers[1].Name);
    }

    [Fact]
    public void A_wildcard_may_be_one()
    {
        var answer = Ask("some.thing.any.example.test", RecordType.AAAA);
        Assert.Equal(("2001:db8::1", DomainName.Parse("some.thing.any.example.test")), (Assert.Single(answer.Answers).Text, answer.Answers[0].Name));
    }

    [Fact]
    public void Below_a_delegation_and_at_the_apex_of_a_lower_zone_it_does_not_count()
    {
        Assert.Equal(RecordType.NS, Assert.Single(Ask("x.delegated.example.test", RecordType.A).Authorities).Type);
        Assert.Equal(RecordType.SOA, Assert.Single(Ask("sub.example.test", RecordType.A).Authorities).Type);
    }

    [Fact]
    public void Another_table_is_answered_from_at_once_and_other_health_changes_nothing()
    {
        var next = Snapshot.With(new AliasTable { Known = [Known("both.cdn.test", RecordType.A, 60, "192.0.2.9")] }).With(Snapshot.Health, Example.Noon);
        Assert.Equal("192.0.2.9", Assert.Single(new Exchange(next).Ask("example.test", RecordType.A).Answers).Text);
        Assert.Equal(ResponseCode.ServerFailure, new Exchange(next).Ask("example.test", RecordType.AAAA).Code);
    }

    [Fact]
    public void Without_a_Control_the_records_are_left_out_and_that_is_said()
    {
        var zone = AliasRecords.Without(Document.Zones[0], out var taken);
        Assert.Equal(Document.Zones[0].Records.Length - 7, zone.Records.Length);
        Assert.Equal(7, taken.Count);
        Assert.StartsWith("the ALIAS record of example.test. is left out: its target is looked up by a Control", taken[0], StringComparison.Ordinal);
        Assert.Same(zone, AliasRecords.Without(zone, out taken));
        Assert.Empty(taken);
    }

    [Fact]
    public void No_answer_allocates()
    {
        var responder = new Responder(new Authority(() => Snapshot));
        var source = new Source(Example.Address("192.0.2.99"), Transport.Udp);
        var response = new byte[ushort.MaxValue];
        var queries = (from name in new[] { "example.test", "www.example.test", "four.example.test", "early.example.test", "a.any.example.test" }
                       from type in new[] { RecordType.A, RecordType.AAAA, RecordType.ANY, RecordType.ALIAS }
                       select Exchange.Write(name, type)).ToArray();
        for (var round = 0; round < 3; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var query in queries) responder.Respond(query, source, response);
            if (round == 2) Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    private static Message Ask(string name, RecordType type) => new Exchange(Snapshot).Ask(name, type);

    private static AliasAddresses Known(string target, RecordType type, uint ttl, params string[] addresses) =>
        new(DomainName.Parse(target), type, ttl, [.. addresses.Select(IPAddress.Parse)], Example.Noon);
}
