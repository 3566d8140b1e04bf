using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// How many of the vantages that report must find an endpoint down before it is: <c>one</c>, <c>majority</c> (more than half),
/// <c>all</c>, or a number; of fewer than that number, all.
/// </summary>
[JsonConverter(typeof(TextConverter<Quorum>))]
public readonly record struct Quorum : IText<Quorum>
{
    /// <summary>The highest number.</summary>
    public const int Most = 100;

    private const int AllOfThem = -1;

    // 0: more than half.
    private readonly int _count;

    private Quorum(int count) => _count = count;

    /// <summary>A single one is enough.</summary>
    public static Quorum One { get; } = new(1);

    /// <summary>More than half of them: what holds when nothing is said.</summary>
    public static Quorum Majority => default;

    /// <summary>Every one of them.</summary>
    public static Quorum All { get; } = new(AllOfThem);

    /// <inheritdoc/>
    public static bool TryParse(string text, out Quorum value, [NotNullWhen(false)] out string? problem)
    {
        problem = null;
        value = default;
        if (text == "majority") return true;
        if (text == "one") value = One;
        else if (text == "all") value = All;
        else if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= Most) value = new Quorum(count);
        else problem = $"'{text}' is no quorum; write one, majority, all, or a number from 1 to {Most}";
        return problem is null;
    }

    /// <summary>How many it takes.</summary>
    /// <param name="reporting">How many report, at least 1.</param>
    public int Of(int reporting) => _count switch
    {
        0 => (reporting / 2) + 1,
        AllOfThem => reporting,
        _ => Math.Min(_count, reporting),
    };

    /// <inheritdoc/>
    public override string ToString() => _count switch
    {
        0 => "majority",
        AllOfThem => "all",
        1 => "one",
        _ => _count.ToString(CultureInfo.InvariantCulture),
    };
}
