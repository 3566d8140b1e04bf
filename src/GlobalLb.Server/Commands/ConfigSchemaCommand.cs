using System.CommandLine;
using GlobalLb.Server.Declaring;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb config schema</c>: what may be written, for editors.</summary>
internal static class ConfigSchemaCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "schema",
            "Print the JSON schema of the YAML document",
            ["globallb config schema"],
            "Editors that know JSON schemas complete and check what is written; 'plan' and 'apply' check by the same description.");
        Failing.SetAction(command, async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteAsync(SchemaText.Write(ConfigurationShape.Whole));
            return ExitCode.Done;
        });
        return command;
    }
}
