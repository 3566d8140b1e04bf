using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

/// <summary>Whether expectations speak of what there is; whether they come true is found by asking the evaluator.</summary>
internal static class ExpectationChecks
{
    /// <summary>More would make every edit wait.</summary>
    private const int Most = 10_000;

    public static void Check(ConfigurationDocument document, Problems problems)
    {
        problems.AddUnless(document.Expectations.Length <= Most, "expectations", $"there are {document.Expectations.Length}; write at most {Most}");
        if (document.Expectations.IsEmpty) return;
        var pools = document.Pools.Select(pool => pool.Code.Value).ToHashSet();
        var regions = document.Regions.Select(region => region.Code.Value).ToHashSet();
        var endpoints = document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code.Value).ToHashSet();
        for (var i = 0; i < document.Expectations.Length; i++)
        {
            var expectation = document.Expectations[i];
            var path = $"expectations[{i}]";
            problems.AddUnless(
                SteeredType.Of(expectation.Type) != SteeredTypes.None,
                $"{path}.type", $"{RecordTypes.Format(expectation.Type)} is not steered; write one of {string.Join(", ", SteeredType.All.Select(RecordTypes.Format))}");
            problems.AddUnless(document.Zones.Any(zone => expectation.Name.IsAtOrBelow(zone.Name)), $"{path}.name", $"{expectation.Name} is in no zone; write a name of one of the zones");
            if (!AddressText.TryParse(expectation.Client, out _, out _) && !PlaceMatch.TryParse(expectation.Client, out _, out _))
                problems.Add($"{path}.client", $"'{expectation.Client}' is no client; write an address such as 203.0.113.7, a prefix such as 203.0.113.0/24, or a place such as country:DE");
            foreach (var code in expectation.Down.Where(code => !regions.Contains(code) && !pools.Contains(code) && !endpoints.Contains(code)))
                problems.Add($"{path}.down", $"there is no region, pool or endpoint '{code}'");
            if (expectation.Expect == Expectation.Nothing) continue;
            if (IsMadeOfEndpoints(expectation.Type))
            {
                var isKnown = regions.Contains(expectation.Expect) || pools.Contains(expectation.Expect) || AddressText.TryParse(expectation.Expect, out _, out _)
                    || RecordText.TryParse(expectation.Type, expectation.Expect, DomainName.Root, out _, out _);
                problems.AddUnless(isKnown, $"{path}.expect", $"'{expectation.Expect}' is nothing that can be answered; write the code of a region or a pool, an address, or {Expectation.Nothing}");
            }
            else if (SteeredType.Of(expectation.Type) != SteeredTypes.None && !RecordText.TryParse(expectation.Type, expectation.Expect, DomainName.Root, out _, out var problem))
                problems.Add($"{path}.expect", $"'{expectation.Expect}' is no data of a record {RecordTypes.Format(expectation.Type)}: {problem}; or write {Expectation.Nothing}");
        }
    }

    private static bool IsMadeOfEndpoints(RecordType type) => type is RecordType.A or RecordType.AAAA or RecordType.HTTPS or RecordType.SVCB;
}
