using System.Collections.Immutable;
using System.Text;

namespace GlobalLb.Dns.Zones;

/// <summary>Collects what is said about a master file: problems and warnings, the first of each kind and the number of the rest.</summary>
internal sealed class MasterFileProblems
{
    /// <summary>How many problems, and how many warnings, are kept.</summary>
    public const int Most = 1_000;

    private const int LongestHalf = 150;

    private readonly Kept _problems = new(isWarning: false);
    private readonly Kept _warnings = new(isWarning: true);

    /// <summary>Whether there is a problem.</summary>
    public bool Any => _problems.Any;

    /// <summary>Adds a problem: nothing is taken from the file then.</summary>
    public void Add(TextPlace place, string sentence) => _problems.Add(place, sentence);

    /// <summary>Adds a warning.</summary>
    public void Warn(TextPlace place, string sentence) => _warnings.Add(place, sentence);

    /// <summary>The problems, and how many more there are.</summary>
    public ImmutableArray<MasterFileProblem> Problems => _problems.ToImmutable();

    /// <summary>The warnings, and how many more there are.</summary>
    public ImmutableArray<MasterFileProblem> Warnings => _warnings.ToImmutable();

    // What a file says ends up on terminals and in logs: nothing endless, and nothing that could steer a terminal.
    private static string Tame(string sentence)
    {
        var text = sentence.Length <= 2 * LongestHalf ? sentence : $"{sentence[..LongestHalf]} … {sentence[^LongestHalf..]}";
        if (!text.Any(char.IsControl)) return text;
        var tame = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsControl(character)) tame.Append('\\').Append(((int)character).ToString("D3"));
            else tame.Append(character);
        }

        return tame.ToString();
    }

    private sealed class Kept(bool isWarning)
    {
        private readonly ImmutableArray<MasterFileProblem>.Builder _first = ImmutableArray.CreateBuilder<MasterFileProblem>();
        private TextPlace _next;
        private int _count;

        public bool Any => _count > 0;

        public void Add(TextPlace place, string sentence)
        {
            _count++;
            if (_count <= Most) _first.Add(new MasterFileProblem(place.File, place.Line, place.Column, Tame(sentence), isWarning));
            else if (_count == Most + 1) _next = place;
        }

        public ImmutableArray<MasterFileProblem> ToImmutable()
        {
            if (_count <= Most) return _first.ToImmutable();
            var rest = isWarning ? $"{_count - Most} more warnings from here on" : $"{_count - Most} more problems from here on; correct those above first";
            return [.. _first, new MasterFileProblem(_next.File, _next.Line, _next.Column, rest, isWarning)];
        }
    }
}
