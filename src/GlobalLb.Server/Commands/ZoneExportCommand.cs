using System.CommandLine;
using GlobalLb.Dns.Names;
using GlobalLb.Server.Running;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb zone export</c>: a zone of the configuration as a master file.</summary>
internal static class ZoneExportCommand
{
    public static Command Create()
    {
        var origin = new Argument<string>("origin") { Description = "The name of the zone" };
        var output = new Option<string?>("--output") { Description = "Write to this file (standard output)", HelpName = "file" };
        var version = new Option<long?>("--version-number") { Description = "Export this version of the configuration instead of the newest" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "export",
            "Write a zone of the configuration as a master file",
            ["globallb zone export example.test --output example.test.zone"],
            "Steered names are comments at the end: no master file can say them.") { origin, output, version };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            if (!DomainName.TryParse(parsed.GetValue(origin)!, DomainName.Root, out var name, out var problem)) throw new NotFoundException(problem);
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var versions = store.GetRequiredService<ConfigurationVersions>();
            var configuration = parsed.GetValue(version) is { } wanted
                ? await versions.FindAsync(wanted, cancellation) ?? throw new NotFoundException($"there is no version {wanted}")
                : await versions.NewestAsync(cancellation) ?? throw new NotFoundException("nothing is configured yet");
            var zone = configuration.Document.Zones.FirstOrDefault(zone => zone.Name == name)
                ?? throw new NotFoundException($"{name} is no zone of version {configuration.Version}; there are {string.Join(", ", configuration.Document.Zones.Select(known => known.Name))}");
            var text = await ProgressBar.WhileAsync("formatting", zone.Records.Length, () => ZoneExport.Format(zone, configuration.Version));
            if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file, text, cancellation);
            else await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return ExitCode.Done;
        });
        return command;
    }
}
