using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// One child by the time of the week in a time zone; when it has nothing available, <see cref="Otherwise"/>. The first line that
/// fits decides:
/// <code>
///  the date is an exception                       its child
///  a window that opened today is open             its child; of several, the one written first
///    or one that opened yesterday over midnight
///  otherwise                                      otherwise
/// </code>
/// A time of day stands for the first moment of its date at which the clock on the wall shows it or later. So where clocks are set
/// forward, a time that is skipped is the moment at which they are set; where they are set back, a time that comes twice is the
/// first of both: a window opens and closes once, and one that lies in a skipped hour does not open.
/// </summary>
public sealed record ScheduleNode : PolicyNode
{
    /// <summary>The most windows or exceptions.</summary>
    public const int Most = 1000;

    /// <summary>The time zone, by its IANA name, such as <c>Europe/Berlin</c>. Its rules are those of the machine that decides.</summary>
    public required string Zone { get; init; }

    /// <summary>The windows; of those open at once, the first counts.</summary>
    public ImmutableArray<ScheduleWindow> Windows { get; init; } = [];

    /// <summary>Dates on which something else holds.</summary>
    public ImmutableArray<ScheduleException> Exceptions { get; init; } = [];

    /// <summary>The child for all other times, and when the one for now has nothing available.</summary>
    public required PolicyNode Otherwise { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override IEnumerable<PolicyNode> Children =>
        Windows.Select(window => window.Node).Concat(Exceptions.Select(exception => exception.Node)).Append(Otherwise);
}
