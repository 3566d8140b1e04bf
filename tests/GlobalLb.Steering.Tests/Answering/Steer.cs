using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>Asks for www.example.test, steered by a policy, beside a few ordinary records.</summary>
internal static class Steer
{
    public const string Www = "www.example.test";

    /// <summary>The example with a policy, and more records such as <c>mail A 192.0.2.25</c>; it must be valid.</summary>
    public static ConfigurationDocument Document(PolicyNode policy, Func<SteeredName, SteeredName>? change = null, params string[] records)
    {
        var zone = Example.Document.Zones[0];
        var steered = Example.Steered(Www, policy);
        var document = Example.Document with
        {
            Zones = [zone with { Records = [.. zone.Records, .. records.Select(line => Record(zone.Name, line))], SteeredNames = [change?.Invoke(steered) ?? steered] }],
        };
        Assert.Equal([], ConfigurationValidation.Check(document, Example.Noon));
        return document;
    }

    public static Snapshot Snapshot(PolicyNode policy, params string[] down) => Document(policy).Compile(down);

    /// <summary>The answer section as lines without TTL and class.</summary>
    public static IEnumerable<string> Ask(this Snapshot snapshot, RecordType type, string name = Www, string client = "192.0.2.99", ulong draw = 0) =>
        Zones.Lines(snapshot.Response(type, name, client, draw).Answers);

    public static Message Response(this Snapshot snapshot, RecordType type, string name = Www, string client = "192.0.2.99", ulong draw = 0) =>
        new Exchange(snapshot, draw).Ask(name, type, client);

    private static Steering.Configuration.Record Record(DomainName apex, string line)
    {
        var words = line.Split(' ', 3);
        return Example.Record(words[0], Enum.Parse<RecordType>(words[1]), words[2])(apex);
    }
}
