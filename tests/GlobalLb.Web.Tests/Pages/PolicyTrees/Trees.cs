using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Web.Pages.PolicyTrees;

namespace GlobalLb.Web.Tests.Pages.PolicyTrees;

/// <summary>A valid tree of every kind over the sample's pools, and what surrounds it while it is edited.</summary>
internal static class Trees
{
    private const string Eu = """{"kind":"pool","pool":"eu-web"}""", Us = """{"kind":"pool","pool":"us-web"}""";

    public static ConfigurationDocument Document { get; } = Sample.Document with { Policies = [new NamedPolicy(new PolicyName("shared"), Sample.Leaf("eu-web"))] };

    /// <summary>Each in the form in which it is written; the pool they reach first is eu-web.</summary>
    public static TheoryData<string> All { get; } =
    [
        """{"kind":"pool","minimum":{"share":50},"pool":"eu-web","most":1}""",
        """{"kind":"policy","minimum":{"count":2},"policy":"shared"}""",
        """{"kind":"records","records":[{"type":"TXT","value":"\u0022sorry\u0022"}]}""",
        $$"""{"kind":"failover","order":[{{Eu}},{{Us}}],"trickle":5,"failBack":"manual","failedBackAt":"2026-01-31T12:00:00+00:00"}""",
        $$"""{"kind":"weighted","branches":[{"weight":0,"node":{{Eu}}},{"weight":1000000,"node":{{Us}}}],"sticky":true}""",
        $$"""{"kind":"roundRobin","children":[{{Eu}},{{Us}}]}""",
        $$"""{"kind":"sticky","branches":[{"weight":3,"node":{{Eu}}}],"ipv4Prefix":20,"ipv6Prefix":48}""",
        $$"""{"kind":"geographic","branches":[{"places":["continent:EU","2001:db8::/32"],"node":{{Eu}},"fence":true}],"otherwise":{{Us}}}""",
        $$"""{"kind":"nearest","branches":[{"region":"us","bias":-20,"node":{{Eu}}},{"node":{{Us}}}],"most":2}""",
        $$"""{"kind":"fastest","branches":[{"region":"us","node":{{Eu}}},{"node":{{Us}}}],"band":25}""",
        $$"""{"kind":"schedule","zone":"Europe/Berlin","windows":[{"days":["mon","sun"],"from":"22:00","to":"06:30","node":{{Eu}}}],"exceptions":[{"date":"2026-12-24","node":{{Us}}}],"otherwise":{{Us}}}""",
        $$"""{"kind":"ramp","from":{{Eu}},"to":{{Us}},"start":"2026-02-01T00:00:00+00:00","steps":[{"share":10,"hold":60},{"share":100,"hold":0}],"sticky":true}""",
        $$"""{"kind":"shed","from":{{Eu}},"to":{{Us}},"share":30}""",
        $$"""{"kind":"capacity","branches":[{"node":{{Eu}}},{"node":{{Us}}}],"overflow":"spread"}""",
    ];

    public static PolicyNode Parse(string json) => JsonSerializer.Deserialize<PolicyNode>(json, ConfigurationJson.Options)!;

    public static string Write(PolicyNode node) => JsonSerializer.Serialize(node, ConfigurationJson.Options);

    public static PolicyScene Around(PolicyNode root, params Problem[] problems) => new(new PolicyDraft(root), Document, [.. problems], TimeProvider.System);
}
