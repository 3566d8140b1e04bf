using System.CommandLine;
using GlobalLb.Edge;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb edge</c>: the program <c>globallb-edge</c>, under the name of its role.</summary>
internal static class EdgeCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand("edge", "Run only Edge: answer DNS from what a Control publishes", [], EdgeArguments.Help)
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        Failing.SetAction(command, (parsed, _) => EdgeProgram.RunAsync([.. parsed.UnmatchedTokens]));
        return command;
    }
}
