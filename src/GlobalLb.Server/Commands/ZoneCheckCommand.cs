using System.CommandLine;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb zone check</c>: whether master files load, with no database and nothing started.</summary>
internal static class ZoneCheckCommand
{
    public static Command Create()
    {
        var files = ZoneCommand.Files(ArgumentArity.OneOrMore);
        var root = ZoneCommand.Root();
        var command = new DocumentedCommand(
            "check",
            "Check master files and print every problem with its line and column",
            ["globallb zone check example.test=zones/example.test.zone"],
            "A warning says what is ignored, changed or missing though the zone loads; the exit code is 0 then.") { files, root };
        Failing.SetAction(command, async (parsed, _) =>
        {
            var output = parsed.InvocationConfiguration;
            var loaded = await ZoneFiles.LoadAsync(ZoneCommand.Sources(parsed, files), parsed.GetValue(root), output.Error);
            foreach (var (_, zone, _, warnings) in loaded)
            {
                if (zone is null) continue;
                var found = warnings.Length switch { 0 => "", 1 => ", 1 warning", _ => $", {warnings.Length} warnings" };
                await output.Output.WriteLineAsync($"{zone.Name}: {zone.Records.Length} records, no problem{found}");
            }

            return loaded.All(file => file.Zone is not null) ? ExitCode.Done : ExitCode.NotFound;
        });
        return command;
    }
}
