using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Explaining;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Simulating;

/// <summary>
/// Holds a configuration against what its operator expects of it. Asked are the policies, not the day: every region counts as open
/// and every endpoint as up but those an expectation says are down, and no load is known, so that nobody is kept from draining a region,
/// forcing an endpoint down or reporting a load.
/// </summary>
public static class ExpectationCheck
{
    /// <summary>Asks for each expectation.</summary>
    /// <param name="document">A valid configuration.</param>
    /// <param name="now">The moment, for what goes by time.</param>
    /// <param name="places">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    public static ImmutableArray<ExpectationFinding> Find(ConfigurationDocument document, DateTimeOffset now, PlaceTable? places = null)
    {
        if (document.Expectations.IsEmpty) return [];
        var calm = Calm(document);
        var snapshot = Snapshot.Compile(calm, 0, HealthTable.Empty, now, places);
        var faulty = new Dictionary<string, Snapshot>();
        return [.. document.Expectations.Select((expectation, index) =>
        {
            var key = string.Join(' ', expectation.Down.Order(StringComparer.Ordinal));
            if (!faulty.TryGetValue(key, out var played))
                faulty.Add(key, played = expectation.Down.IsEmpty ? snapshot : Fault.Of(expectation.Down, calm, out _).Play(snapshot, calm));
            return Judge(expectation, index, played, places is not null);
        })];
    }

    /// <summary>
    /// What an edit is rejected for: those that do not hold, as problems with their trace. One that only a database of places can judge
    /// counts when it holds by that database before the edit, or is new: whom a database has moved must not keep anybody from editing.
    /// </summary>
    /// <param name="document">A valid configuration.</param>
    /// <param name="now">The moment of the edit.</param>
    /// <param name="places">Where addresses are that the configuration says nothing of; null: nowhere known.</param>
    /// <param name="before">The configuration before the edit; null: there was none.</param>
    public static ImmutableArray<Problem> Check(ConfigurationDocument document, DateTimeOffset now, PlaceTable? places = null, ConfigurationDocument? before = null)
    {
        var findings = Find(document, now);
        if (places is not null && findings.Any(finding => finding.Holds is null))
        {
            var judged = Find(document, now, places);
            var broken = before is null ? [] : Find(before, now, places).Where(finding => finding.Holds == false).Select(finding => $"{finding.Expectation}").ToHashSet();
            findings = [.. findings.Select(finding => finding.Holds is null && !broken.Contains($"{finding.Expectation}") ? judged[finding.Index] : finding)];
        }

        return [.. findings.Where(finding => finding.Holds == false).Select(finding => new Problem($"expectations[{finding.Index}]", finding.Sentence))];
    }

    private static ConfigurationDocument Calm(ConfigurationDocument document) => document with
    {
        Regions = [.. document.Regions.Select(region => region with { State = RegionState.Open, Drill = null, OpenedAt = null, Load = null })],
        Pools = [.. document.Pools.Select(pool => pool with
        {
            UnknownMeans = UnknownMeaning.Up,
            Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint with { Availability = EndpointAvailability.Automatic, Forced = null })],
        })],
    };

    private static ExpectationFinding Judge(Expectation expectation, int index, Snapshot snapshot, bool hasDatabase)
    {
        if (!ClientPlace.TryParse(expectation.Client, out var place, out var problem)) return new ExpectationFinding(index, expectation, false, problem, []);
        var walk = new NameWalk(snapshot, expectation.Type, place.Client, draw: 0);
        walk.Go(expectation.Name);
        ImmutableArray<TraceStep> trace = [.. walk.Path.Select(step => new TraceStep(0, $"{step.Name} {step.Sentence}")), .. walk.Choice?.Steps ?? []];
        var shares = walk.Policy is { } policy ? Sharing.SharesOf(policy, snapshot, place.Client, expectation.Type) : [];
        if (shares.All(share => share.IsNothing))
        {
            // What is written at the name, where its policy has nothing.
            var isRight = expectation.Expect == Expectation.Nothing ? walk.Answer.Count == 0 : RecordOf(expectation) is { } record && walk.Answer.Exists(line => line.EndsWith($" IN {record}", Sameness(expectation)));
            return Finding(isRight, walk.Answer.Count == 0 ? Expectation.Nothing : string.Join(", ", walk.Answer));
        }

        return Finding(shares.All(share => IsExpected(share, expectation, snapshot)), string.Join(", ", shares));

        ExpectationFinding Finding(bool holds, string found)
        {
            if (holds) return new ExpectationFinding(index, expectation, true, "", []);
            var isUnplaced = !hasDatabase && walk.Policy is { } decides && place.Client.Place is null && !place.Client.PlaceIn(snapshot).IsKnown
                && PlaceFits.SetsOf(snapshot, decides).Any(set => snapshot.Geography.Set(set).AsksForPlaces);
            return new ExpectationFinding(index, expectation, isUnplaced ? null : false, found, isUnplaced ? [] : trace);
        }
    }

    private static bool IsExpected(Share share, Expectation expectation, Snapshot snapshot)
    {
        var expected = expectation.Expect;
        if (expected == Expectation.Nothing) return share.IsNothing;
        if (share.Region?.Value == expected || share.Pool?.Value == expected) return true;
        if (share.Records is { } records) return RecordOf(expectation) is { } record && $", {records}, ".Contains($", {record}, ", Sameness(expectation));
        if (share.Pool is null || !IPAddress.TryParse(expected, out var address) || (address.AddressFamily == AddressFamily.InterNetwork ? RecordType.AAAA : RecordType.A) == expectation.Type) return false;

        // Of a pool are answered those that stand best, in each family.
        var pool = Enumerable.Range(0, snapshot.Endpoints.Count)
            .Where(i => snapshot.Endpoints[i].Pool.Code == share.Pool && snapshot.Endpoints[i].Address.AddressFamily == address.AddressFamily).ToList();
        return pool.Exists(i => snapshot.Endpoints[i].Address.Equals(address) && snapshot.Standings[i] == pool.Max(one => snapshot.Standings[one]));
    }

    // Names are the same whatever their case; texts are not.
    private static StringComparison Sameness(Expectation expectation) => expectation.Type == RecordType.TXT ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    // What is expected as type and data, in the words that answers are told in; null: it is no data of the type.
    private static string? RecordOf(Expectation expectation) => RecordText.TryParse(expectation.Type, expectation.Expect, DomainName.Root, out var octets, out _)
        ? $"{RecordTypes.Format(expectation.Type)} {RecordText.Format(expectation.Type, octets, DomainName.Root)}" : null;
}
