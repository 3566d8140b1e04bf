using System.Globalization;

namespace GlobalLb.Benchmarks;

/// <summary>The options behind a command: <c>--name value</c> and <c>--switch</c>.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Reads the options.</summary>
    /// <param name="words">As they were typed, behind the command.</param>
    /// <param name="known">The options the command has; a name that ends in <c>=</c> wants a value.</param>
    /// <exception cref="FormatException">One is not known, or wants a value.</exception>
    public Arguments(ReadOnlySpan<string> words, params string[] known)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (known.Contains(words[i])) _values[words[i]] = "";
            else if (!known.Contains(words[i] + "=")) throw new FormatException($"'{words[i]}' is not known; see --help");
            else if (i + 1 == words.Length) throw new FormatException($"{words[i]} needs a value; see --help");
            else _values[words[i]] = words[++i];
        }
    }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>The value of an option, or what stands for it when it was not given.</summary>
    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    /// <summary>A whole number.</summary>
    /// <exception cref="FormatException">It is none, or outside the range.</exception>
    public int Number(string name, int otherwise, int least, int most)
    {
        if (!_values.TryGetValue(name, out var text)) return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new FormatException($"{name} is a whole number from {least} to {most}, not '{text}'");
    }

    /// <summary>A number of seconds.</summary>
    /// <exception cref="FormatException">It is none, or outside 0.1 to 3 600.</exception>
    public TimeSpan Seconds(string name, double otherwise)
    {
        if (!_values.TryGetValue(name, out var text)) return TimeSpan.FromSeconds(otherwise);
        return double.TryParse(text, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.1 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new FormatException($"{name} is a number of seconds from 0.1 to 3600, not '{text}'");
    }
}
