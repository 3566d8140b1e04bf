using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>
/// Expectations as people write them below a name:
/// <c>client CLIENT [asking TYPE] [with CODE, CODE … down] → RESULT</c>. The arrow may be written <c>-&gt;</c>. Blanks in the result are
/// those of a record's data, so that A and AAAA have none.
/// </summary>
public static partial class ExpectationText
{
    private const string Form = "client 203.0.113.7 with eu-west down → us-east";

    /// <summary>Parses what is expected of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="text">Such as <c>client 203.0.113.7 with eu-west down → us-east</c>.</param>
    /// <param name="expectation">What it says. Whether its codes exist is not looked at.</param>
    /// <param name="problem">Why it cannot be read, otherwise.</param>
    public static bool TryParse(
        DomainName name, string text, [NotNullWhen(true)] out Expectation? expectation, [NotNullWhen(false)] out string? problem)
    {
        expectation = null;
        problem = $"'{text}' is no expectation; write one such as '{Form}'";
        if (Arrow().Match(text) is not { Success: true } arrow) return false;
        var words = new Queue<string>(text[..arrow.Index].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (!Takes(words, "client") || !words.TryDequeue(out var client)) return false;
        var type = RecordType.A;
        if (Takes(words, "asking") && !(words.TryDequeue(out var asked) && RecordTypes.TryParse(asked, out type))) return false;
        ImmutableArray<string> down = [];
        if (Takes(words, "with") && !TryReadDown(words, out down)) return false;
        var result = text[(arrow.Index + arrow.Length)..].Trim();
        if (words.Count > 0 || result.Length == 0 || (type is RecordType.A or RecordType.AAAA && result.Any(char.IsWhiteSpace))) return false;
        expectation = new Expectation { Name = name, Type = type, Client = client, Down = down, Expect = result };
        problem = null;
        return true;
    }

    /// <summary>Writes what is expected, without the name; <see cref="TryParse"/> reads the same from it.</summary>
    public static string Format(Expectation expectation)
    {
        var asking = expectation.Type == RecordType.A ? "" : $" asking {RecordTypes.Format(expectation.Type)}";
        var down = expectation.Down.IsDefaultOrEmpty ? "" : $" with {string.Join(", ", expectation.Down)} down";
        return $"client {expectation.Client}{asking}{down} → {expectation.Expect}";
    }

    [GeneratedRegex("→|->")]
    private static partial Regex Arrow();

    private static bool TryReadDown(Queue<string> words, out ImmutableArray<string> down)
    {
        var codes = string.Join(' ', words).Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        words.Clear();
        down = [.. codes.SkipLast(1)];
        return codes.Length > 1 && codes[^1] == "down";
    }

    private static bool Takes(Queue<string> words, string word)
    {
        if (!words.TryPeek(out var next) || next != word) return false;
        words.Dequeue();
        return true;
    }
}
