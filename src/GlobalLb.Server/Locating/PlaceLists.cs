using System.Net;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Locating;

/// <summary>Lists of places on their way to one file. Of prefixes in one another the narrowest counts, wherever it is written.</summary>
internal sealed class PlaceLists(PlaceFileWriter writer)
{
    private readonly Dictionary<IPNetwork, (string File, int Line)> _written = [];
    private readonly List<string> _problems = [];

    /// <summary>A sentence with file and line for everything wrong.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Adds a list. Empty lines and those that begin with # are passed over.</summary>
    /// <param name="file">What problems call it.</param>
    /// <param name="lines">Its lines.</param>
    public void Add(string file, IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var text in lines.Select(line => line.Trim()))
        {
            number++;
            if (text.Length == 0 || text[0] == '#') continue;
            if (PlaceLine.TryParse(text, out var line, out var problem)) Add(line, file, number);
            else _problems.Add($"{file}:{number}: {problem}");
        }
    }

    private void Add(PlaceLine line, string file, int number)
    {
        foreach (var prefix in line.Prefixes)
        {
            if (!_written.TryAdd(prefix, (file, number)))
            {
                // One is enough of a range whose every prefix is there twice.
                var (otherFile, otherLine) = _written[prefix];
                _problems.Add($"{file}:{number}: {prefix} is written twice, also at {otherFile}:{otherLine}; leave one of them out");
                return;
            }

            writer.Add(prefix, line.Entry);
        }
    }
}
