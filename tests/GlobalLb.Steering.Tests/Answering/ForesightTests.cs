using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

public sealed class ForesightTests
{
    private const int Names = 12_000;

    // More than one batch of those that are fetched together.
    private const int Most = 100;

    private static readonly Lazy<Snapshot> Far = new(() => (Example.Document with
    {
        Zones = [Example.Zone("example.test", [], [.. Enumerable.Range(0, Names).Select(i => Example.Steered($"name{i}.example.test", Policy(i)))])],
    }).Compile());

    [Fact]
    public void Every_name_is_fetched_where_it_stands()
    {
        Assert.True(Far.Value.Names.IsFar);
        for (var i = 0; i < Names; i++)
        {
            var sought = new SoughtName(DomainName.Parse($"NAME{i}.example.test").Wire);
            Assert.Equal(Far.Value.Names.Find(sought).At, Far.Value.Names.FetchEntry(sought.Hash));
        }

        Assert.Equal(0, Far.Value.Names.FetchEntry(new SoughtName(DomainName.Parse("absent.example.test").Wire).Hash));
    }

    [Fact]
    public void Whatever_has_come_can_be_foreseen_and_nothing_is_allocated_for_it()
    {
        var request = Gen.OneOf(
            Gen.Choose(0, Names + 10).Select(i => Exchange.Write($"name{i}.example.test", RecordType.A, null)),
            Gen.Choose(0, 40).SelectMany(length => Gen.Choose(0, length).Select(at => Exchange.Write($"name{length}.example.test", RecordType.A, null)[..at])),
            Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf());
        var near = Example.Document.Compile();
        Authority[] authorities = [new(() => Far.Value), new(() => near), new(() => null)];
        Prop.ForAll(request.ArrayOf().Where(requests => requests.Length <= Most).ToArbitrary(), requests =>
        {
            var octets = requests.SelectMany(octets => octets).ToArray();
            var (places, end) = (new Range[requests.Length], 0);
            for (var i = 0; i < requests.Length; i++) places[i] = end..(end += requests[i].Length);
            foreach (var authority in authorities)
            {
                authority.Foresee(new Questions(octets, places));
                var before = GC.GetAllocatedBytesForCurrentThread();
                authority.Foresee(new Questions(octets, places));
                Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
            }
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void More_are_foreseen_than_are_fetched_together()
    {
        var requests = Enumerable.Range(0, Most).Select(i => Exchange.Write($"name{i}.example.test", RecordType.A, null)).ToArray();
        var places = new Range[Most];
        for (int i = 0, end = 0; i < Most; i++) places[i] = end..(end += requests[i].Length);
        var questions = new Questions(requests.SelectMany(octets => octets).ToArray(), places);
        new Authority(() => Far.Value).Foresee(questions);
        Assert.Equal(Most, questions.Count);
        Assert.Equal(DomainName.Parse("name99.example.test").Wire, questions.Name(Most - 1));
    }

    private static PolicyNode Policy(int i) => (i % 4) switch
    {
        0 => Example.Leaf("eu-web"),
        1 => Example.Failover("us-web", "eu-web"),
        2 => Example.Weighted(((i % 200) + 1, Example.Failover("eu-web", "us-web")), (1, Example.Leaf("ap-web"))),
        _ => Example.Geographic(Example.Leaf("eu-web"), ("country:DE", Example.Leaf("us-web"))),
    };
}
