using System.CommandLine;
using GlobalLb.Server.Declaring;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb config export</c>: the whole configuration as YAML.</summary>
internal static class ConfigExportCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--output") { Description = "Write to this file (standard output)", HelpName = "file" };
        var version = new Option<long?>("--version-number") { Description = "Export this version of the configuration instead of the newest" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "export",
            "Write the whole configuration as YAML",
            ["globallb config export --output globallb.yaml"],
            "Everything in force is written, defaults too; applying what was exported changes nothing.") { output, version };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var versions = store.GetRequiredService<ConfigurationVersions>();
            var configuration = parsed.GetValue(version) is { } wanted
                ? await versions.FindAsync(wanted, cancellation) ?? throw new NotFoundException($"there is no version {wanted}")
                : await versions.NewestAsync(cancellation) ?? throw new NotFoundException("nothing is configured yet: write a file and apply it with 'globallb config apply'");
            var text = YamlText.Write(configuration.Document);
            if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file, text, cancellation);
            else await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return ExitCode.Done;
        });
        return command;
    }
}
