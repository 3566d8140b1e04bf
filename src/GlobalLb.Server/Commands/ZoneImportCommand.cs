using System.CommandLine;
using GlobalLb.Dns.Records;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb zone import</c>: master files into the configuration, all of them in one edit or none.</summary>
internal static class ZoneImportCommand
{
    private const int MostShown = 20;

    private const string Not = "nothing is imported";

    public static Command Create()
    {
        var files = ZoneCommand.Files(ArgumentArity.OneOrMore);
        var root = ZoneCommand.Root();
        var isTrial = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing" };
        var isConfirmed = new Option<bool>("--confirm") { Description = "Import also when more than half of all names would go" };
        var comment = new Option<string?>("--comment") { Description = "What to say about it in the list of versions", HelpName = "text" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "import",
            "Make zones of the configuration from master files, in one edit",
            ["globallb zone import example.test=zones/example.test.zone --dry-run"],
            "A zone that is not there is made; of one that is, the ordinary records and the SOA are replaced, and its steered names are kept. A file with a problem keeps all of them out.") { files, root, isTrial, isConfirmed, comment };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var loaded = await ZoneFiles.LoadAsync(ZoneCommand.Sources(parsed, files), parsed.GetValue(root), error);
            var zones = loaded.Select(file => file.Zone).OfType<Zone>().ToList();
            if (zones.Count < loaded.Length) throw new NotFoundException("nothing is imported: correct the files with problems first");
            if (zones.CountBy(zone => zone.Name).FirstOrDefault(same => same.Value > 1) is { Key: { } twice }) throw new NotFoundException($"nothing is imported: {twice} is in more than one file");

            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
            var (document, version) = (newest?.Document ?? ConfigurationDocument.Empty, newest?.Version ?? 0);
            var count = zones.Sum(zone => zone.Records.Length);
            var merges = await ProgressBar.WhileAsync("comparing", count, () => zones.ConvertAll(zone => ZoneMerge.Of(document.Zones.FirstOrDefault(known => known.Name == zone.Name), zone, version)));
            foreach (var merge in merges) await SayAsync(merge, output);
            if (parsed.GetValue(isTrial))
            {
                var problems = await ProgressBar.WhileAsync("checking", count, () => ConfigurationValidation.Check(ZoneMerge.Apply(document, merges), TimeProvider.System.GetUtcNow()));
                if (problems.Length > 0) return await OutcomeText.RefuseAsync(problems, Not, error);
                await output.WriteLineAsync($"nothing was changed (version {version})");
                return ExitCode.Done;
            }

            var request = new EditRequest($"{Environment.UserName} (zone import)", parsed.GetValue(comment) ?? Comment(zones), version, parsed.GetValue(isConfirmed));
            EditOutcome outcome = new EditOutcome.Unchanged(version);
            if (merges.Any(merge => merge.ChangesSomething))
                outcome = await ProgressBar.WhileAsync("storing", count, () => store.GetRequiredService<ConfigurationEdit>().ApplyAsync(request, known => ZoneMerge.Apply(known, merges), cancellation));
            return await OutcomeText.SayAsync(outcome, "imported", Not, output, error);
        });
        return command;
    }

    private static string Comment(List<Zone> zones) => zones.Count == 1
        ? $"import of {zones[0].Name.ToHostName()}"
        : $"import of {zones[0].Name.ToHostName()} and {zones.Count - 1} more zones";

    private static async Task SayAsync(ZoneMerge merge, TextWriter output)
    {
        var authority = merge is { IsNew: false, IsAuthorityChanged: true } ? ", SOA changed" : "";
        await output.WriteLineAsync($"{merge.Zone.Name}: {(merge.IsNew ? "new zone, " : "")}{merge.Added.Length} records added, {merge.Removed.Length} removed{authority}");
        if (merge.IsNew) return;
        await SayAsync('-', merge.Removed, output);
        await SayAsync('+', merge.Added, output);
    }

    private static async Task SayAsync(char sign, IReadOnlyList<Record> records, TextWriter output)
    {
        foreach (var record in records.Take(MostShown)) await output.WriteLineAsync($"  {sign} {record.Name} {record.Ttl} {RecordTypes.Format(record.Type)} {record.Value}");
        if (records.Count > MostShown) await output.WriteLineAsync($"  {sign} … and {records.Count - MostShown} more");
    }
}
