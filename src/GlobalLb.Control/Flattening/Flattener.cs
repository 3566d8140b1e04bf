using GlobalLb.Control.Publishing;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Flattening;

/// <summary>
/// Knows which targets there are, when each is due, and what was found; what changes becomes a table at most once per second.
/// For one caller at a time.
/// </summary>
internal sealed class Flattener(Publisher publisher, LastGoodWriter lastGood, ControlMetrics metrics, TimeProvider time, ILogger<Flattener> logger)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly Dictionary<DomainName, Flattened> _targets = [];

    // Each target once, unless it is being looked up; one that was removed stays until its time and is then left out.
    private readonly PriorityQueue<Flattened, long> _due = new();
    private AliasTable _published = AliasTable.Empty;
    private long? _publishedAt;
    private bool _isDirty;

    /// <summary>How long until a target is due; infinite when there is none.</summary>
    public TimeSpan UntilDue => _due.TryPeek(out _, out var at) ? Left(at) : Timeout.InfiniteTimeSpan;

    /// <summary>How long until <see cref="Publish"/> is due; infinite when there is nothing new.</summary>
    public TimeSpan UntilPublication => !_isDirty ? Timeout.InfiniteTimeSpan
        : _publishedAt is { } at ? Left(at + (long)(Pace.TotalSeconds * time.TimestampFrequency))
        : TimeSpan.Zero;

    /// <summary>Begins to lead: what was good last is published before anything is looked up.</summary>
    public void Lead(AliasTable known, ConfigurationDocument document)
    {
        Forget();
        var families = known.Known.ToDictionary(each => (each.Target, each.Type));
        foreach (var target in AliasRecords.Targets(document))
            Add(target, AliasFold.From(families.GetValueOrDefault((target, RecordType.A)), families.GetValueOrDefault((target, RecordType.AAAA))));
        _published = Table();
        if (!_published.Known.IsEmpty) publisher.Publish(_published);
    }

    /// <summary>Follows a newer configuration: new targets are looked up at once, those that are gone are forgotten.</summary>
    public void Follow(ConfigurationDocument document)
    {
        var targets = AliasRecords.Targets(document);
        foreach (var gone in _targets.Keys.Where(target => !targets.Contains(target)).ToList())
        {
            _targets.Remove(gone);
            _isDirty = true;
        }

        foreach (var target in targets)
            if (!_targets.ContainsKey(target)) Add(target, AliasFold.Unknown);
        Count();
    }

    /// <summary>Leads no longer: looks nothing up and publishes nothing.</summary>
    public void StepDown() => Forget();

    /// <summary>A target that is due; it is due again only after <see cref="Take"/>.</summary>
    public Flattened? NextDue()
    {
        while (_due.TryPeek(out var target, out var at) && Left(at) == TimeSpan.Zero)
        {
            _due.Dequeue();
            if (IsKnown(target)) return target;
        }

        return null;
    }

    /// <summary>Takes what a look-up found.</summary>
    public void Take(Flattened target, in AliasFinding ipv4, in AliasFinding ipv6)
    {
        if (!IsKnown(target)) return; // removed, or led anew, while it was looked up
        target.Fold = target.Fold.With(ipv4, ipv6, time.GetUtcNow());
        var failed = ipv4.Kind == AliasFindingKind.Failed ? ipv4.Reason : ipv6.Kind == AliasFindingKind.Failed ? ipv6.Reason : null;
        target.Failures = failed is null ? 0 : target.Failures + 1;
        if (failed is not null) metrics.CountFailedLookUp();
        Say(target, failed, ipv4);
        Schedule(target, Refresh.After(ipv4, ipv6, target.Failures, Random.Shared.NextDouble()));
        _isDirty = true;
        Count();
    }

    /// <summary>Publishes what is known, when that is something new.</summary>
    public void Publish()
    {
        _isDirty = false;
        var next = Table();
        if (next.AnswersLike(_published)) return;
        _published = next;
        _publishedAt = time.GetTimestamp();
        publisher.Publish(next);
        lastGood.Keep(next);
    }

    // Said when it begins and when it ends, not at every look-up.
    private void Say(Flattened target, string? failed, in AliasFinding ipv4)
    {
        var isDenied = target.Fold is { IPv4.HasAddresses: false, IPv6.HasAddresses: false } || target.Fold.IsKeptAgainstDenial;
        var trouble = failed is not null ? "fails" : isDenied ? "is denied" : null;
        if (trouble == target.Trouble) return;
        if (failed is not null) ControlLog.LookUpFailed(logger, target.Target, failed);
        else if (isDenied) ControlLog.TargetDenied(logger, target.Target, ipv4.Reason);
        else ControlLog.TargetFound(logger, target.Target);
        target.Trouble = trouble;
    }

    private void Add(DomainName target, AliasFold fold)
    {
        var added = new Flattened(target, fold);
        _targets.Add(target, added);
        Schedule(added, TimeSpan.Zero);
    }

    private void Forget()
    {
        _targets.Clear();
        _due.Clear();
        _isDirty = false;
        _published = AliasTable.Empty;
        Count();
    }

    private bool IsKnown(Flattened target) => _targets.TryGetValue(target.Target, out var known) && ReferenceEquals(known, target);

    private void Schedule(Flattened target, TimeSpan wait) =>
        _due.Enqueue(target, time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency));

    private TimeSpan Left(long at)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), at);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private void Count() => metrics.TargetsInTrouble = _targets.Values.Count(target => target.Trouble is not null);

    private AliasTable Table() => new()
    {
        Known = [.. _targets.Values.OrderBy(target => target.Target).SelectMany(target => target.Fold.Known(target.Target))],
    };
}
