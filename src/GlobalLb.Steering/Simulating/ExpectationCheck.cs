using System.Collections.Immutable;
using System.Net;
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
/// and every endpoint as up but those an expectation says are down, so that nobody is kept from draining a region or forcing an
/// endpoint down.
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
                faulty.Add(key, played = expectation.Down.IsEmpty ? snapshot : Fault.Of(expectation.Down, calm, out _).Play(snapshot));
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
        Regions = [.. document.Regions.Select(region => region with { State = RegionState.Open, Drill = null, OpenedAt = null })],
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
        if (walk.Policy is not { } policy)
        {
            var isRight = expectation.Expect == Expectation.Nothing ? walk.Answer.Count == 0 : walk.Answer.Exists(line => line.EndsWith($" {expectation.Expect}", StringComparison.Ordinal));
            return new ExpectationFinding(index, expectation, isRight, walk.Answer.Count == 0 ? Expectation.Nothing : string.Join(", ", walk.Answer), isRight ? [] : trace);
        }

        var isIPv4 = expectation.Type == RecordType.A;
        var shares = Sharing.Of(policy, snapshot, place.Client, isIPv4).Shares;
        if (shares.All(share => IsExpected(share, expectation.Expect, snapshot))) return new ExpectationFinding(index, expectation, true, "", []);
        var isUnplaced = !hasDatabase && place.Client.Place is null && !place.Client.PlaceIn(snapshot).IsKnown
            && PlaceFits.SetsOf(snapshot, policy).Any(set => snapshot.Geography.Set(set).AsksForPlaces);
        return new ExpectationFinding(index, expectation, isUnplaced ? null : false, string.Join(", ", shares), isUnplaced ? [] : trace);
    }

    private static bool IsExpected(Share share, string expected, Snapshot snapshot)
    {
        if (expected == Expectation.Nothing) return share.IsNothing;
        if (share.Region?.Value == expected || share.Pool?.Value == expected) return true;
        if (share.Records is { } records) return records.Split(", ").All(record => record.EndsWith($" {expected}", StringComparison.Ordinal));
        if (share.Pool is null || !IPAddress.TryParse(expected, out var address)) return false;

        // Of a pool are answered those that stand best.
        var pool = Enumerable.Range(0, snapshot.Endpoints.Count).Where(i => snapshot.Endpoints[i].Pool.Code == share.Pool).ToList();
        var best = pool.Max(i => snapshot.Standings[i]);
        return pool.Exists(i => snapshot.Standings[i] == best && snapshot.Endpoints[i].Address.Equals(address));
    }
}
