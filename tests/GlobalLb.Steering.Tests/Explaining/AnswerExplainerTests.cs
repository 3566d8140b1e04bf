using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
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

    public static TheoryData<string> Documents => [.. Steered.Keys];

    private static readonly Dictionary<string, (ConfigurationDocument Document, string[] Down)> Steered = new()
    {
        ["every type of a leaf"] = (Steer.Document(
            Example.Records("MX 10 mail.example.test.", "SRV 0 5 443 mail.example.test.", "TXT \"a b\" c", "HTTPS 1 . alpn=h2", "SVCB 1 mail.example.test.", "A 192.0.2.7", "A 192.0.2.8", "AAAA 2001:db8::7")), []),
        ["records by place"] = (Steer.Document(Example.Geographic(Example.Records("TXT world"), ("country:DE", Example.Weighted((1, Example.Records("TXT one")), (2, Example.Records("MX 10 two.example.net.")))))), []),
        ["an alias for some"] = (Steer.Document(Example.Weighted((1, Example.Leaf("eu-web")), (1, Example.Records("CNAME backup.example.net.")))), []),
        ["an alias into the zone"] = (Steer.Document(Example.Records("CNAME other.example.test."), null, "other A 192.0.2.7", "other TXT here"), []),
        ["an alias to itself"] = (Steer.Document(Example.Records("CNAME www.example.test.")), []),
        ["an alias around"] = (Steer.Document(Example.Records("CNAME other.example.test."), null, "other CNAME www"), []),
        ["made"] = (Steer.Document(Example.Failover("eu-web", "us-web", "ap-web"), Made), []),
        ["made by place, some down"] = (Steer.Document(Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Failover("eu-web", "ap-web"))), Made), ["eu-1"]),
        ["made, with an alias behind"] = (Steer.Document(Example.Failover(Example.Leaf("ap-web"), Example.Records("CNAME backup.example.net.")), Made), []),
        ["made, the alias in its place"] = (Steer.Document(Example.Failover(Example.Leaf("ap-web"), Example.Records("CNAME backup.example.net.")), Made), ["ap-1"]),
        ["made, all down to fail"] = (Steer.Document(Example.Leaf("ap-web"), name => Made(name) with { Fallback = Fallback.ServerFailure }), ["ap-1"]),
        ["made, all down to records"] = (Steer.Document(Example.Leaf("ap-web"), name => Made(name) with { Fallback = Fallback.Static, FallbackRecords = [.. Example.Records("A 192.0.2.7", "HTTPS 1 sorry.example.net.").Records] }), ["ap-1"]),
        ["made, all down to nothing"] = (Steer.Document(Example.Leaf("ap-web"), name => Made(name) with { Fallback = Fallback.NoData }), ["ap-1"]),
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public void Whatever_a_policy_answers_beside_addresses_is_explained_as_it_is_answered(string which)
    {
        var snapshot = Steered[which].Document.Compile(Steered[which].Down);
        foreach (var type in SteeredType.All.Append(RecordType.NS).Append(RecordType.CAA))
        {
            foreach (var draw in Example.Stratified(7))
            {
                var answer = new Exchange(snapshot, draw).Ask(Steer.Www, type, subnet: "10.1.2.3/32");
                var explained = AnswerExplainer.Explain(snapshot, DomainName.Parse(Steer.Www), type, new Client(Example.Address("10.1.2.3")), draw);
                Assert.Equal(answer.Answers.Select(record => $"{type} {record.ToString().ToLowerInvariant()}"), explained.Answer.Select(line => $"{type} {line.ToLowerInvariant()}"));
                Assert.Equal((type, Mnemonic(answer.Code)), (type, explained.Code));
                Assert.Equal((type, answer.Edns!.SubnetScope), (type, explained.Choice?.Scope ?? 0));
            }
        }
    }

    [Fact]
    public void What_HTTPS_is_made_of_is_told_for_each_family()
    {
        var snapshot = Steered["made"].Document.Compile();
        var choice = AnswerExplainer.Explain(snapshot, DomainName.Parse(Steer.Www), RecordType.HTTPS, new Client(Example.Address("10.1.2.3")), 0).Choice!;
        Assert.Equal(3, choice.Records.Length);
        Assert.StartsWith("HTTPS 1 . alpn=", choice.Records[0], StringComparison.Ordinal);
        Assert.Equal(["eu-1", "eu-2", "eu-6"], choice.Endpoints.Select(endpoint => endpoint.Value).Order());
        Assert.Equal(["HTTPS is made of what A would be:", "HTTPS is made of what AAAA would be:"], choice.Steps.Where(step => step.Depth == 0).Select(step => step.Sentence));
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

    private static SteeredName Made(SteeredName name) => name with { Https = new Binding { Alpn = ["h2"] }, Svcb = new Binding() };

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
