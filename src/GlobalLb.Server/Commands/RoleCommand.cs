using System.CommandLine;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb control</c> and <c>globallb web</c>: one role in its own process, beside others on the same database.</summary>
internal static class RoleCommand
{
    public static Command Create(string name, string description)
    {
        var role = name == "control" ? Roles.Control : Roles.Web;
        var options = new RoleOptions();
        var command = new DocumentedCommand(
            name,
            description,
            [$"globallb {name} --postgres 'Host=db;Username=globallb;Database=globallb' --web http://0.0.0.0:8080"]);
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await Runner.RunAsync(options.Read(parsed, role) with { WithExample = false }, cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
