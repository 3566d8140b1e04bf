using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Judging;

/// <summary>Regions of one pool each, seen by vantages once a second, in time that passes as a test says. Endpoints are called region-number.</summary>
internal sealed class JudgedWorld : IDisposable
{
    /// <summary>The vantage there is when none is written.</summary>
    public const string Control = "control";

    private static readonly Guid System = Guid.NewGuid();

    private long _version;

    /// <param name="regions">The number of endpoints of each region; the regions are called r1, r2 and so on.</param>
    public JudgedWorld(params int[] regions) => Document = ConfigurationDocument.Empty with
    {
        Regions = [.. regions.Select((_, i) => new Region { Code = new($"r{i + 1}"), Name = "r" })],
        Pools = [.. regions.Select((count, i) => Sample.Pool($"r{i + 1}", $"r{i + 1}", [.. Enumerable.Range(1, count).Select(n => new IPAddress([10, (byte)i, (byte)(n >> 8), (byte)n]))]))],
    };

    public JudgeStage Stage { get; init; } = new();

    public ConfigurationDocument Document { get; private set; }

    /// <summary>Who looks.</summary>
    public string[] Vantages { get; private set; } = [Control];

    /// <summary>What vantages near some clients are believed to find down, from before the start.</summary>
    public ImmutableArray<RegionalView> BelievedNearby { get; set; } = [];

    /// <summary>The table that edges have.</summary>
    public HealthTable Table => Stage.Publisher.Edition.Health!.Table;

    /// <summary>How often the health of endpoints changed.</summary>
    public int Transitions => Stage.Heard.Count("went from");

    /// <summary>The endpoints that are down, in the order they were written.</summary>
    public string Down => string.Join(' ', All.Where(endpoint => Table[endpoint.Code] == HealthState.Down).Select(endpoint => endpoint.Code));

    private IEnumerable<Endpoint> All => Document.Pools.SelectMany(pool => pool.Endpoints);

    public void Dispose() => Stage.Dispose();

    /// <summary>Writes vantages, and lets them look.</summary>
    public JudgedWorld SeenBy(params KnownVantage[] vantages)
    {
        Document = Document with { Vantages = [.. vantages] };
        Vantages = [.. vantages.Select(vantage => vantage.Code.Value)];
        return this;
    }

    /// <summary>Changes what is written before the start, or follows it after.</summary>
    public JudgedWorld With(Func<ConfigurationDocument, ConfigurationDocument> change)
    {
        Document = change(Document);
        if (_version == 0) return this;
        Stage.Judge.Follow(Version());
        Publish();
        return this;
    }

    public JudgedWorld WithPools(Func<Pool, Pool> change) => With(document => document with { Pools = [.. document.Pools.Select(change)] });

    /// <summary>Begins to lead.</summary>
    public JudgedWorld Lead(HealthState believed, string? held = null, params string[] down)
    {
        var beliefs = All.Select(endpoint => new EndpointBelief(endpoint.Code, down.Contains(endpoint.Code.Value) ? HealthState.Down : believed, DateTimeOffset.UnixEpoch, "HTTP 200", Control));
        Stage.Judge.Lead(System, ++_version, Version(), new HealthView(beliefs.ToFrozenDictionary(belief => belief.Endpoint), held, null, true) { Regional = BelievedNearby });
        return this;
    }

    /// <summary>Lets seconds pass in which all vantages look at everything; those are down for everybody, or for one vantage as <c>vantage:endpoint</c>. A star stands for all that begins so.</summary>
    public void Pass(int seconds, params string[] down)
    {
        for (var i = 0; i < seconds; i++)
        {
            Stage.Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var vantage in Vantages)
            {
                foreach (var endpoint in All)
                {
                    var isDown = down.Any(each => Fits(each, endpoint.Code.Value) || Fits(each, $"{vantage}:{endpoint.Code}"));
                    Stage.Judge.Fold(endpoint, new Outcome(endpoint.Code, vantage, Stage.Time.GetUtcNow(), !isDown, isDown ? "HTTP 503" : "HTTP 200", TimeSpan.FromMilliseconds(1)));
                }
            }

            Publish();
        }
    }

    /// <summary>Lets Control hear what one probe found, from a vantage; null: from Control itself.</summary>
    public void Hear(string endpoint, string probe, bool passed, string? vantage = null) => Stage.Judge.Fold(
        All.Single(each => each.Code.Value == endpoint), new Outcome(new(endpoint), vantage ?? Control, Stage.Time.GetUtcNow(), passed, passed ? "HTTP 200" : "HTTP 503", TimeSpan.FromMilliseconds(1), probe));

    /// <summary>Lets seconds pass in which a single vantage looks.</summary>
    public void PassOnly(string vantage, int seconds, params string[] down)
    {
        var all = Vantages;
        Vantages = [vantage];
        Pass(seconds, down);
        Vantages = all;
    }

    /// <summary>Lets seconds pass in which nobody looks.</summary>
    public void Idle(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Stage.Time.Advance(TimeSpan.FromSeconds(1));
            Publish();
        }
    }

    /// <summary>What is said of an endpoint.</summary>
    public string Reason(string endpoint) => Table.Endpoints[new(endpoint)].Reason;

    private void Publish()
    {
        if (Stage.Judge.UntilLook == TimeSpan.Zero) Stage.Judge.LookAround();
        if (Stage.Judge.UntilPublication == TimeSpan.Zero) Stage.Judge.Publish();
    }

    private ConfigurationVersion Version() => new(_version == 0 ? 1 : _version, Document, "ada", "", DateTimeOffset.UnixEpoch);

    private static bool Fits(string pattern, string text) => pattern.EndsWith('*') ? text.StartsWith(pattern[..^1], StringComparison.Ordinal) : text == pattern;
}
