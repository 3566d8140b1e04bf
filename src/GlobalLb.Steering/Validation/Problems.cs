using System.Collections.Immutable;

namespace GlobalLb.Steering.Validation;

/// <summary>Collects problems and knows the checks that every kind of thing needs.</summary>
internal sealed class Problems
{
    private readonly ImmutableArray<Problem>.Builder _found = ImmutableArray.CreateBuilder<Problem>();

    public void Add(string path, string sentence) => _found.Add(new Problem(path, sentence));

    public void AddUnless(bool isRight, string path, string sentence)
    {
        if (!isRight) Add(path, sentence);
    }

    public void AddOutside(double value, double lowest, double highest, string path, string unit = "") =>
        AddUnless(value >= lowest && value <= highest, path, $"{value} is out of range; write {lowest} to {highest}{unit}");

    public void AddBadCode(string? code, string path)
    {
        var isRight = code is { Length: > 0 and <= 63 }
            && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            && code[0] != '-';
        AddUnless(isRight, path, $"'{code}' is no code; write 1 to 63 lower-case letters, digits and hyphens, beginning with a letter or digit");
    }

    public void AddDuplicates(IEnumerable<string> keys, string path, string what)
    {
        // Nearly always there are none, and then no group is needed to find that out.
        var all = keys as IReadOnlyCollection<string> ?? [.. keys];
        var seen = new HashSet<string>(all.Count, StringComparer.OrdinalIgnoreCase);
        if (all.All(seen.Add)) return;
        foreach (var key in all.GroupBy(key => key, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            Add($"{path}[{key.Key}]", $"{key.Count()} have the {what} '{key.Key}'; each needs its own");
    }

    public int Count => _found.Count;

    public ImmutableArray<Problem> ToImmutable() => _found.ToImmutable();
}
