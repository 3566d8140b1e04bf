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
        if (parseResult.CommandResult.Command is not DocumentedCommand command) return code;
        var output = parseResult.InvocationConfiguration.Output;
        if (command.Remarks.Length > 0)
        {
            output.WriteLine(command.Remarks);
            output.WriteLine();
        }

        if (command.Examples.Count == 0) return code;
        output.WriteLine("Examples:");
        foreach (var example in command.Examples) output.WriteLine($"  {example}");
        output.WriteLine();
        return code;
    }
}
