using System.CommandLine;
using GlobalLb.Edge;
using GlobalLb.Server.Commands;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>Asks the programs themselves whether they understand a command line.</summary>
internal static class CommandLines
{
    /// <summary>Why the program <c>globallb</c> does not understand some arguments; empty: it does.</summary>
    public static IReadOnlyList<string> ProblemsOfServer(IReadOnlyList<string> arguments)
    {
        // An edge reads its arguments itself; its command takes whatever comes.
        if (arguments.Count > 0 && arguments[0] == "edge") return ProblemsOfEdge([.. arguments.Skip(1)], new Dictionary<string, string>());
        var parsed = Root.Create().Parse(arguments);
        var problems = parsed.Errors.Select(error => error.Message);
        return [.. problems, .. Roles(arguments).Except(["control", "web", "edge"]).Select(role => $"'{role}' is no role")];
    }

    /// <summary>The first word of a command, whatever else it needs, that the program <c>globallb</c> does not know; null: it knows all.</summary>
    public static string? UnknownOf(IReadOnlyList<string> words)
    {
        Command command = Root.Create();
        foreach (var word in words.TakeWhile(word => command.Subcommands.Count > 0 && !word.StartsWith('-')))
        {
            if (command.Subcommands.FirstOrDefault(each => each.Name == word) is not { } found) return word;
            command = found;
        }

        return null;
    }

    /// <summary>Why <c>globallb-edge</c> does not understand some arguments, whose options may also come from an environment.</summary>
    public static IReadOnlyList<string> ProblemsOfEdge(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        arguments is ["--help"] || EdgeArguments.TryRead(arguments, environment.GetValueOrDefault, out _, out var problem) ? [] : [problem];

    /// <summary>What the edge makes of its arguments.</summary>
    public static EdgeOptions ReadEdge(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        EdgeArguments.TryRead(arguments, environment.GetValueOrDefault, out var options, out var problem) ? options : throw new FormatException(problem);

    /// <summary>The value behind an option.</summary>
    public static string? ValueOf(IReadOnlyList<string> arguments, string option) =>
        arguments.SkipWhile(argument => argument != option).Skip(1).FirstOrDefault();

    /// <summary>Splits a line as a shell would: blanks part words, quotes keep them together, a # begins a comment.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        string? word = null;
        char? quote = null;
        foreach (var letter in line)
        {
            if (letter == quote) quote = null;
            else if (quote is null && letter is '\'' or '"') (quote, word) = (letter, word ?? "");
            else if (quote is null && letter == '#' && word is null) break;
            else if (quote is not null || letter is not (' ' or '\t')) word += letter;
            else if (word is not null)
            {
                words.Add(word);
                word = null;
            }
        }

        return word is null ? words : [.. words, word];
    }

    private static IEnumerable<string> Roles(IReadOnlyList<string> arguments) =>
        arguments.SkipWhile(argument => argument != "--roles").Skip(1).TakeWhile(argument => !argument.StartsWith('-')).SelectMany(argument => argument.Split(','));
}
