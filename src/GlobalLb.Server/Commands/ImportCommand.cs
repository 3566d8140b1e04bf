using System.CommandLine;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Importing;
using GlobalLb.Server.Importing.Gdnsd;
using GlobalLb.Server.Importing.PowerDns;
using GlobalLb.Server.Importing.Route53;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb import</c>: the configuration of another program as YAML, for <c>config plan</c> and <c>config apply</c>.</summary>
internal static class ImportCommand
{
    private const string Remarks =
        "Prints YAML on standard output, and on standard error a sentence with its place for everything that is otherwise than it was. Nothing live is touched: read the YAML, then plan and apply it.";

    public static Command Create() => new("import", "Make a configuration of that of gdnsd, PowerDNS or Route 53") { Gdnsd(), PowerDns(), Route53() };

    private static DocumentedCommand Gdnsd()
    {
        var folder = new Argument<string>("folder") { Description = "The folder with gdnsd's file 'config' and its folder 'zones', such as /etc/gdnsd" };
        var command = new DocumentedCommand(
            "gdnsd", "Import zones and the plugins geoip, metafo, multifo, weighted, simplefo and static", ["globallb import gdnsd /etc/gdnsd --output globallb.yaml"], Remarks) { folder };
        return With(command, parsed => GdnsdImport.Read(parsed.GetValue(folder)!));
    }

    private static DocumentedCommand PowerDns()
    {
        var file = new Argument<string>("file") { Description = "The YAML that geoip-zones-file names" };
        var command = new DocumentedCommand(
            "powerdns-geoip", "Import domains, records and services of PowerDNS's geoip backend", ["globallb import powerdns-geoip /etc/powerdns/geo.yaml --output globallb.yaml"], Remarks) { file };
        return With(command, parsed => PowerDnsImport.Read(parsed.GetValue(file)!));
    }

    private static DocumentedCommand Route53()
    {
        var file = new Argument<string>("file") { Description = "What 'aws route53 list-resource-record-sets' printed, as JSON" };
        var checks = new Option<string?>("--health-checks") { Description = "What 'aws route53 list-health-checks' printed, as JSON", HelpName = "file" };
        var command = new DocumentedCommand(
            "route53", "Import the record sets of a hosted zone of Route 53", ["globallb import route53 sets.json --health-checks checks.json --output globallb.yaml"], Remarks) { file, checks };
        return With(command, parsed => Route53Import.Read(parsed.GetValue(file)!, parsed.GetValue(checks)));
    }

    private static DocumentedCommand With(DocumentedCommand command, Func<ParseResult, ImportDraft> read)
    {
        var output = new Option<string?>("--output") { Description = "Write to this file (standard output)", HelpName = "file" };
        command.Options.Add(output);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var draft = read(parsed);
            foreach (var note in draft.Notes) await error.WriteLineAsync(note);
            if (draft.IsRefused) throw new NotFoundException("nothing is imported: correct this first");
            var document = draft.ToDocument();
            foreach (var problem in ConfigurationValidation.Check(document, TimeProvider.System.GetUtcNow())) await error.WriteLineAsync($"to be corrected before it can be applied: {problem}");
            var text = YamlText.Write(document);
            if (parsed.GetValue(output) is { } file) await File.WriteAllTextAsync(file, text, cancellation);
            else await parsed.InvocationConfiguration.Output.WriteAsync(text);
            return ExitCode.Done;
        });
        return command;
    }
}
