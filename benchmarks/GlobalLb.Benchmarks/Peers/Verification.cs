using GlobalLb.Benchmarks.Hosting;
using GlobalLb.Benchmarks.Workloads;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;

namespace GlobalLb.Benchmarks.Peers;

/// <summary>Checks that a server answers as it should, before anything is measured: a wrong answer is a fast one.</summary>
internal static class Verification
{
    private const int SubnetCount = 500, DrawCount = 2000, MissingCount = 50;

    // Five standard deviations of a share of 40 % in 2 000 draws.
    private const double WeightTolerance = 0.055;

    /// <summary>Asks for everything; one sentence for each kind of answer that is wrong.</summary>
    public static IReadOnlyList<string> Problems(ServerProcess server, PeerKind kind, PlaceMap places)
    {
        if (kind == PeerKind.Echo) return [];
        var problems = new List<string>();
        Count(problems, "static answers", Workload.StaticCount, i => Ask(server, $"s{i}").IsExactly([Workload.StaticAddress(i)], Workload.StaticTtl));
        var chance = new Random(4);
        Count(problems, "answers to names that do not exist", MissingCount, _ =>
            Ask(server, QuerySet.RandomLabel(chance)) is { } missing && missing.Code == ResponseCode.NoSuchName && missing.Authorities.Any(record => record.Type == RecordType.SOA));
        if (kind == PeerKind.Static) return problems;

        Count(problems, "answers by continent", SubnetCount, _ =>
        {
            var subnet = QuerySet.RandomSubnet(chance);
            return Ask(server, "www", subnet).IsExactly(Workload.GeographicAddresses(0, places.RegionOf(subnet << 8)), Workload.SteeredTtl);
        });
        CheckWeights(server, problems);
        return problems;
    }

    private static void CheckWeights(ServerProcess server, List<string> problems)
    {
        var drawn = Enumerable.Range(0, DrawCount).Select(_ => string.Join(' ', Addresses(Ask(server, "w")))).CountBy(text => text).ToDictionary();
        var expected = Workload.WeightedAddresses(0);
        for (var i = 0; i < expected.Length; i++)
        {
            var share = drawn.GetValueOrDefault(expected[i]) / (double)DrawCount;
            if (Math.Abs(share - (Workload.Weights[i] / 100.0)) > WeightTolerance)
                problems.Add($"weighted answers: {share:P0} of them are {expected[i]}, not {Workload.Weights[i]} %");
        }
    }

    private static void Count(List<string> problems, string what, int count, Func<int, bool> isRight)
    {
        var wrong = Enumerable.Range(0, count).Count(i => !isRight(i));
        if (wrong > 0) problems.Add($"{what}: {wrong} of {count} are wrong");
    }

    private static Message? Ask(ServerProcess server, string name, uint? subnet = null) =>
        Message.TryRead(server.Ask(QuerySet.Write(name, subnet)), out var message) ? message : null;

    private static bool IsExactly(this Message? message, string[] addresses, int ttl) =>
        message is not null && message.Answers.All(record => record.Ttl == ttl) && Addresses(message).Order(StringComparer.Ordinal).SequenceEqual(addresses.Order(StringComparer.Ordinal));

    private static IEnumerable<string> Addresses(Message? message) =>
        message is null ? [] : message.Answers.Where(record => record.Type == RecordType.A).Select(record => record.Text);
}
