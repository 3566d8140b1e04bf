using System.CommandLine;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb config apply</c>: makes the configuration what a file says, in one version or not at all.</summary>
internal static class ConfigApplyCommand
{
    public static Command Create()
    {
        var source = ConfigCommand.Source();
        var isConfirmed = new Option<bool>("--confirm") { Description = "Apply also when more than half of all names would go" };
        var comment = new Option<string?>("--comment") { Description = "What to say about it in the list of versions", HelpName = "text" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "apply",
            "Make the configuration what a YAML file or folder says, in one version",
            ["globallb config apply globallb.yaml --comment 'open Mumbai'"],
            "What is not written is removed. With a problem, or when somebody stores another version meanwhile, nothing changes.") { source, isConfirmed, comment };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetValue(source)!;
            var written = await ConfigCommand.ReadAsync(path, error);
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
            var before = newest?.Document ?? ConfigurationDocument.Empty;
            var after = Alignment.Align(written, before);
            var difference = Difference.Between(before, after);
            if (!difference.Lines.IsEmpty) await PlanText.SayAsync(difference, output);

            var request = new EditRequest(
                $"{Environment.UserName} (config apply)", parsed.GetValue(comment) ?? $"apply of {Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}", newest?.Version ?? 0, parsed.GetValue(isConfirmed));
            var outcome = await ProgressBar.WhileAsync("storing", after.Zones.Sum(zone => zone.Records.Length), () => store.GetRequiredService<ConfigurationEdit>().ApplyAsync(request, _ => after, cancellation));
            return await OutcomeText.SayAsync(outcome, "applied", "nothing was changed", output, error);
        });
        return command;
    }
}
