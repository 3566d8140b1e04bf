using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Snapshots;

/// <summary>
/// Finds times of maintenance that together drain everything a steered name is answered with: it is then answered as if nothing were
/// drained, and clients go to what is worked on.
/// </summary>
public static class MaintenanceLints
{
    // What comes every week is looked at so far ahead, and around all that comes once; what comes later is said when it is nearer.
    private const int DaysAhead = 28, YearsAhead = 10, MostDates = 500;

    // After the longest lead, nothing that begins later is on.
    private const int LongestLeadDays = 7, MostDaysOfOne = 31;

    /// <summary>What strikes; empty: nothing.</summary>
    /// <param name="document">A valid configuration.</param>
    /// <param name="now">The moment from which on it is looked at.</param>
    public static IEnumerable<Lint> Find(ConfigurationDocument document, DateTimeOffset now)
    {
        if (document.Maintenance.IsEmpty) yield break;
        var about = document.Maintenance.Select(each => each.EndpointsIn(document).ToArray()).ToArray();
        var (groups, groupsOf) = Group(document);
        var covered = new Dictionary<EndpointCode, int>();
        var on = new HashSet<int>();
        foreach (var (at, isBegin, index) in Changes(document, now))
        {
            if (!isBegin)
            {
                on.Remove(index);
                foreach (var endpoint in about[index])
                    if (--covered[endpoint] == 0) foreach (var group in groupsOf[endpoint]) group.Left++;
                continue;
            }

            on.Add(index);
            var emptied = new List<Answered>();
            foreach (var endpoint in about[index])
            {
                covered[endpoint] = covered.GetValueOrDefault(endpoint) + 1;
                if (covered[endpoint] > 1) continue;
                emptied.AddRange(groupsOf[endpoint].Where(group => --group.Left == 0 && !group.IsSaid));
            }

            if (emptied.Count == 0) continue;
            foreach (var group in groups.Where(group => emptied.Any(each => each.Name == group.Name))) group.IsSaid = true;
            yield return Say(document, at, index, [.. on.Where(other => other != index && emptied.Any(group => about[other].Any(group.Endpoints.Contains)))], emptied);
        }
    }

    private static Lint Say(ConfigurationDocument document, DateTimeOffset at, int index, int[] others, List<Answered> emptied)
    {
        var names = emptied.Select(group => group.Name).Distinct().ToList();
        var together = others.Length == 0 ? "it drains" : $"together with {string.Join(", ", others.Select(other => document.Maintenance[other].Name))} it drains";
        return new Lint(
            "all drained",
            $"maintenance[{document.Maintenance[index].Name}]",
            $"from {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC on {together} everything that {names[0]}{(names.Count > 1 ? $" and {names.Count - 1} more" : "")} is answered with, so that it is answered as if nothing were drained; move it to another time, or leave something out");
    }

    // The endpoints of each name, those of IPv4 and of IPv6 apart. What has records beside its pools is never without an answer.
    private static (List<Answered> Groups, ILookup<EndpointCode, Answered> Of) Group(ConfigurationDocument document)
    {
        var pools = document.Pools.ToDictionary(pool => pool.Code);
        var groups = new List<Answered>();
        foreach (var name in document.Zones.SelectMany(zone => zone.SteeredNames))
        {
            var nodes = document.NodesOf(name.Policy).ToList();
            if (nodes.OfType<RecordsNode>().Any()) continue;
            var endpoints = nodes.OfType<PoolNode>().Select(node => node.Pool).Distinct().SelectMany(code => pools[code].Endpoints);
            foreach (var family in endpoints.GroupBy(endpoint => endpoint.Address.AddressFamily == AddressFamily.InterNetwork))
                groups.Add(new Answered(name.Name.ToHostName(), [.. family.Select(endpoint => endpoint.Code)]));
        }

        return (groups, groups.SelectMany(group => group.Endpoints, (group, endpoint) => (group, endpoint)).ToLookup(pair => pair.endpoint, pair => pair.group));
    }

    // By time; at the same moment what is over goes first.
    private static IEnumerable<(DateTimeOffset At, bool IsBegin, int Index)> Changes(ConfigurationDocument document, DateTimeOffset now)
    {
        var folds = document.Maintenance.Select(each => new MaintenanceFold(each)).ToList();
        var dates = Dates(document, now);
        return folds
            .SelectMany((fold, index) => Merge(fold.On(dates).Where(time => time.To > now)).SelectMany(time =>
                new[] { (At: time.DrainsFrom < now ? now : time.DrainsFrom, IsBegin: true, Index: index), (At: time.To, IsBegin: false, Index: index) }))
            .OrderBy(change => change.At)
            .ThenBy(change => change.IsBegin);
    }

    // With a long lead the next time of a maintenance may begin to drain while the one before is on.
    private static IEnumerable<MaintenanceTime> Merge(IEnumerable<MaintenanceTime> times)
    {
        MaintenanceTime? last = null;
        foreach (var time in times)
        {
            if (last is { } before && time.DrainsFrom <= before.To) last = before with { To = time.To };
            else
            {
                if (last is { } done) yield return done;
                last = time;
            }
        }

        if (last is { } end) yield return end;
    }

    private static SortedSet<DateOnly> Dates(ConfigurationDocument document, DateTimeOffset now)
    {
        var dates = new SortedSet<DateOnly>();
        Add(now, now.AddDays(DaysAhead));
        foreach (var each in document.Maintenance.Where(each => each.To > now && each.From < now.AddYears(YearsAhead)).OrderBy(each => each.From))
        {
            if (dates.Count > MostDates) break;
            Add(each.From!.Value, each.To!.Value - each.From.Value > TimeSpan.FromDays(MostDaysOfOne) ? each.From.Value.AddDays(MostDaysOfOne) : each.To.Value);
        }

        return dates;

        // A day more on either side, because dates are of time zones.
        void Add(DateTimeOffset from, DateTimeOffset to)
        {
            if (from < now) from = now;
            var first = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-LongestLeadDays - 1);
            var last = DateOnly.FromDateTime(to.UtcDateTime).AddDays(LongestLeadDays + 1);
            for (var date = first; date <= last; date = date.AddDays(1)) dates.Add(date);
        }
    }

    private sealed class Answered(string name, HashSet<EndpointCode> endpoints)
    {
        public string Name => name;

        public HashSet<EndpointCode> Endpoints => endpoints;

        /// <summary>How many of them nothing drains.</summary>
        public int Left { get; set; } = endpoints.Count;

        public bool IsSaid { get; set; }
    }
}
