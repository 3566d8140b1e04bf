using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace GlobalLb.Server.Commands;

/// <summary>The usual help, and below it what a <see cref="DocumentedCommand"/> has to say and to show.</summary>
/// <param name="usual">Prints the usual help.</param>
internal sealed class DocumentedHelp(HelpAction usual) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (command is DocumentedCommand { Remarks.Length: > 0 } documented)
        {
            output.WriteLine(documented.Remarks);
            output.WriteLine();
        }

        var examples = Examples(command).ToList();
        if (examples.Count == 0) return code;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }

    // A command that only holds others shows one example of each of them.
    private static IEnumerable<string> Examples(Command command) => command is DocumentedCommand documented
        ? documented.Examples
        : command.Subcommands.SelectMany(each => Examples(each).Take(1));
}
