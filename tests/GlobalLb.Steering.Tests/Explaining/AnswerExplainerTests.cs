using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Tests.Answering;

namespace GlobalLb.Steering.Tests.Explaining;

public sealed class AnswerExplainerTests
{
    private static readonly string[] Names =
    [
        "example.test", "www.example.test", "WWW.example.test", "alias.example.test", "first.example.test", "outside.example.test", "dangling.example.test", "hollow.example.test",
        "away.example.test", "down.example.test", "loop.example.test", "x.wild.example.test", "exact.wild.example.test", "ent.wild.example.test", "y.ent.wild.example.test",
        "z.walias.example.test", "deep.ent.example.test", "ent.example.test", "old.example.test", "www.old.example.test", "a.b.old.example.test", "x.circle.example.test",
        "delegated.example.test", "host.delegated.example.test", "sub.example.test", "www.sub.example.test", "no.sub.example.test", "far.between.example.test", "between.example.test",
        "a.any.example.test", "any.example.test", "v4.example.test", "text.example.test", "nobody.example.test", "www.example.net", "_http._tcp.example.test",
    ];

    [Fact]
    public void An_explanation_says_what_the_answer_says()
    {
        foreach (var name in Names)
        {
            foreach (var type in (RecordType[])[RecordType.A, RecordType.AAAA, RecordType.TXT, RecordType.MX, RecordType.CNAME, RecordType.DS, RecordType.NS, RecordType.SRV])
            {
                foreach (var draw in Example.Stratified(5))
                {
                    var answer = new Exchange(ExampleZones.Snapshot, draw).Ask(name, type, subnet: "10.1.2.3/32");
                    var explained = Explain(name, type, draw);
                    Assert.Equal(answer.Answers.Select(record => $"{name} {record.ToString().ToLowerInvariant()}"), explained.Answer.Select(line => $"{name} {line.ToLowerInvariant()}"));
                    Assert.Equal((name, type, Mnemonic(answer.Code)), (name, type, explained.Code));
                    if (explained.Choice is { } choice) Assert.Equal(answer.Edns!.SubnetScope, choice.Scope);
                }
            }
        }
    }

    [Fact]
    public void The_way_to_a_steered_wildcard_is_told_name_by_name()
    {
        var explained = Explain("a.any.example.test", RecordType.A, 0);
        Assert.Equal(
            ["a.any.example.test. wildcard it does not exist itself: *.any.example.test. answers for it", "a.any.example.test. steered its policy decides"],
            explained.Path.Select(step => $"{step.Name} {step.Kind} {step.Sentence}"));
        Assert.Equal("eu-west", explained.Choice?.Region?.Value);
    }

    [Theory]
    [InlineData("alias.example.test", "alias steered")]
    [InlineData("first.example.test", "alias alias records")]
    [InlineData("loop.example.test", "alias alias alias")]
    [InlineData("www.old.example.test", "rename nothing")]
    [InlineData("outside.example.test", "alias elsewhere")]
    [InlineData("host.delegated.example.test", "delegation")]
    public void Aliases_and_renames_are_followed_as_far_as_they_are_ours(string name, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Explain(name, RecordType.A, 0).Path.Select(step => step.Kind)));

    private static AnswerExplanation Explain(string name, RecordType type, ulong draw) =>
        AnswerExplainer.Explain(ExampleZones.Snapshot, DomainName.Parse(name), type, new Client(Example.Address("10.1.2.3")), draw);

    private static string Mnemonic(ResponseCode code) => code switch
    {
        ResponseCode.NoError => "NOERROR",
        ResponseCode.NoSuchName => "NXDOMAIN",
        ResponseCode.Refused => "REFUSED",
        ResponseCode.NameTooLong => "YXDOMAIN",
        _ => "SERVFAIL",
    };
}
