using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// What one receiver knows, and what it is told when. Each condition is looked at as it holds now:
/// <code>
///  holds, in maintenance and muted             nothing; one not said yet begins anew after that
///  holds, not said, for less than the delay    nothing
///  holds, not said, for the delay              begins
///  holds, said, and has become worse           worsens
///  holds, said the time of repetition ago      repeats
///  is over, not said                           nothing: a blip
///  is over, said                               ends
///  is over, and its beginning still waits      passed
///  holds again, and its end still waits        nothing: it never ended
/// </code>
/// What is to be said waits for the time of grouping, and then all of it is one message.
/// </summary>
/// <param name="Known">By key.</param>
internal sealed record AlertFold(ImmutableDictionary<string, Told> Known)
{
    /// <summary>Nothing known.</summary>
    public static AlertFold Fresh { get; } = new(ImmutableDictionary<string, Told>.Empty);

    /// <summary>Folds what holds now.</summary>
    /// <param name="conditions">All conditions that concern the receiver.</param>
    /// <param name="over">How a condition that no longer holds ended; null: of that nothing is said.</param>
    /// <param name="receiver">How it wants to be told.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    /// <param name="wall">The same for people.</param>
    /// <param name="said">What makes the next message; empty: none is due.</param>
    public AlertFold With(IEnumerable<Condition> conditions, Func<Condition, string?> over, AlertReceiver receiver, TimeSpan now, DateTimeOffset wall, out ImmutableArray<Saying> said)
    {
        var next = Known.ToBuilder();
        var holding = new HashSet<string>();
        foreach (var condition in conditions)
        {
            holding.Add(condition.Key);
            var before = Known.GetValueOrDefault(condition.Key);
            var seen = before is null
                ? new Told(condition with { Since = condition.Since ?? wall }, now, null, condition.Severity)
                : before with { Condition = condition with { Since = condition.Since ?? before.Condition.Since } };
            next[condition.Key] = Hold(seen, receiver, now);
        }

        foreach (var (key, told) in Known)
            if (!holding.Contains(key) && told.Over is null) Finish(next, told, over(told.Condition), receiver, now, wall);
        said = Due(next, receiver, now);
        return new AlertFold(next.ToImmutable());
    }

    private static Told Hold(Told told, AlertReceiver receiver, TimeSpan now)
    {
        if (told.Over is not null) told = told with { Over = null, OverAt = null, Pending = told.SaidAt is null ? Telling.Begins : null };
        if (told.Pending is not null) return told;
        if (receiver.MuteInMaintenance && told.Condition.IsMaintained) return told.SaidAt is null ? told with { SeenAt = now } : told;
        Telling? telling = told.SaidAt is not { } saidAt ? now - told.SeenAt >= TimeSpan.FromSeconds(receiver.DelaySeconds) ? Telling.Begins : null
            : told.Condition.Severity > told.Severity ? Telling.Worsens
            : receiver.RepeatSeconds > 0 && !told.Condition.IsOnce && now - saidAt >= TimeSpan.FromSeconds(receiver.RepeatSeconds) ? Telling.Repeats
            : null;
        return telling is null ? told : told with { Pending = telling, PendingAt = now };
    }

    private static void Finish(ImmutableDictionary<string, Told>.Builder next, Told told, string? over, AlertReceiver receiver, TimeSpan now, DateTimeOffset wall)
    {
        var isBegun = told.SaidAt is not null;
        if (over is null || (!isBegun && told.Pending is null) || (isBegun && !receiver.Recovery))
        {
            // What is not to be said of its end may still have to be said of its beginning.
            if (told.Pending is Telling.Begins) next[told.Condition.Key] = told with { Over = over ?? "", OverAt = wall };
            else next.Remove(told.Condition.Key);
            return;
        }

        next[told.Condition.Key] = told with
        {
            Over = over,
            OverAt = wall,
            Pending = isBegun ? Telling.Ends : told.Pending,
            PendingAt = told.Pending is null ? now : told.PendingAt,
        };
    }

    private static ImmutableArray<Saying> Due(ImmutableDictionary<string, Told>.Builder next, AlertReceiver receiver, TimeSpan now)
    {
        var waiting = next.Values.Where(told => told.Pending is not null).ToList();
        if (waiting.Count == 0 || now - waiting.Min(told => told.PendingAt) < TimeSpan.FromSeconds(receiver.GroupSeconds)) return [];
        foreach (var told in waiting)
        {
            if (told.Over is not null) next.Remove(told.Condition.Key);
            else next[told.Condition.Key] = told with { SaidAt = now, Severity = told.Condition.Severity, Pending = null };
        }

        return [.. waiting.OrderBy(told => told.PendingAt).ThenBy(told => told.Condition.Since).ThenBy(told => told.Condition.Key, StringComparer.Ordinal).Select(Say)];
    }

    private static Saying Say(Told told) => told.Over switch
    {
        null => new Saying(told.Pending!.Value, told.Condition),
        "" => new Saying(told.Pending!.Value, told.Condition, null, told.OverAt),
        { } over => new Saying(told.Pending == Telling.Ends ? Telling.Ends : Telling.Passed, told.Condition, over, told.OverAt),
    };
}
