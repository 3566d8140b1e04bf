using System.Text;

namespace GlobalLb.Server.Declaring;

/// <summary>Sentences about words: what they are called, and which other one was meant.</summary>
internal static class Words
{
    /// <summary>The name of a type as people say it: <c>zone authority</c>.</summary>
    public static string Lower(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append(' ');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>With its article.</summary>
    public static string One(string noun) => $"{("aeiou".Contains(noun[0], StringComparison.Ordinal) ? "an" : "a")} {noun}";

    /// <summary>What to write in place of a word that is none of some others: the one that is alike, or all of them.</summary>
    public static string Suggest(string written, IEnumerable<string> known)
    {
        var all = known.Order(StringComparer.Ordinal).ToList();
        var nearest = all.Select(word => (Word: word, Distance: Distance(written, word))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return nearest.Word is not null && nearest.Distance <= Math.Max(1, nearest.Word.Length / 3) ? $"did you mean '{nearest.Word}'?"
            : all.Count == 0 ? "remove it"
            : $"write {(all.Count == 1 ? "" : "one of ")}{string.Join(", ", all)}";
    }

    // Levenshtein's, without regard to case; only words of a length that a person mistypes.
    private static int Distance(string left, string right)
    {
        const int Longest = 64;
        if (left.Length > Longest || right.Length > Longest) return int.MaxValue;
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        var row = new int[right.Length + 1];
        for (var i = 0; i < left.Length; i++)
        {
            row[0] = i + 1;
            for (var j = 0; j < right.Length; j++)
            {
                var isSame = char.ToLowerInvariant(left[i]) == char.ToLowerInvariant(right[j]);
                row[j + 1] = Math.Min(Math.Min(row[j], above[j + 1]) + 1, above[j] + (isSame ? 0 : 1));
            }

            (above, row) = (row, above);
        }

        return above[right.Length];
    }
}
