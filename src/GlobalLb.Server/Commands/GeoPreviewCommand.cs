using System.CommandLine;
using System.Text.Json;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo preview</c>: what new databases of places would do. Nothing in use is touched.</summary>
internal static class GeoPreviewCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "The new databases (.mmdb): the first is imagined in place of the first of --places, and so on", Arity = new ArgumentArity(1, 100) };
        var json = new Option<bool>("--json") { Description = "Print JSON, with all of it" };
        var options = new PreviewOptions();
        var command = new DocumentedCommand(
            "preview",
            "Play new databases of places through the policies: who would be answered from another pool, and what is expected",
            [
                "globallb geo preview new.mmdb --places /var/lib/geo/places.mmdb",
                "globallb geo preview city.mmdb asn.mmdb --places GeoLite2-City.mmdb --places GeoLite2-ASN.mmdb --traffic traffic.csv --json",
                "globallb geo preview new.mmdb --places /var/lib/geo/places.mmdb --config globallb.yaml",
            ],
            "The evaluator that answers is asked, with the same health before and after. Nothing in use is touched. Exit code 4: an expectation would not hold.")
        { files, json };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var newer = parsed.GetValue(files)!.Select((file, i) => (i, InstalledPlaces.Read(file).File)).ToList();
            var report = await options.PlayAsync(parsed, newer, cancellation)
                ?? throw new NotFoundException("there is no configuration here to play it through: name one with --config, --postgres or --data");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(report, ConfigurationJson.Options) : report.Format());
            return report.Holds() ? ExitCode.Done : ExitCode.DoesNotHold;
        });
        return command;
    }
}
