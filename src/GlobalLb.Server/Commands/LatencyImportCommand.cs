using System.CommandLine;
using System.Globalization;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb latency import</c>: measurements into the configuration, in one version or not at all.</summary>
internal static class LatencyImportCommand
{
    private const int MostShown = 200, MostProblems = 1_000;

    private const string Not = "nothing is imported";

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file with a line 'place,region,milliseconds' for each measurement, such as country:DE,eu-west,23.5; what stands behind a # is passed over" };
        var band = new Option<double>("--band")
        {
            Description = "Leave a known value when the new one differs by no more percent of it (10)",
            HelpName = "percent",
            DefaultValueFactory = _ => FastestNode.UsualBand,
        };
        band.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and <= 1000)) result.AddError("--band is a number of percent, 0 to 1000");
        });
        var isConfirmed = new Option<bool>("--confirm") { Description = "Import also when more than half of all known values would change" };
        var comment = new Option<string?>("--comment") { Description = "What to say about it in the list of versions", HelpName = "text" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "import",
            "Bring measured latencies into the configuration, in one version",
            ["globallb latency import measured.csv --comment 'week 47'"],
            "What was not measured again stays. Of two lines for the same place and region the later counts. A file with a problem changes nothing.") { file, band, isConfirmed, comment };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var path = parsed.GetValue(file)!;
            var text = await File.ReadAllTextAsync(path, cancellation);
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var newest = await store.GetRequiredService<ConfigurationVersions>().NewestAsync(cancellation);
            var (known, version) = (newest?.Document ?? ConfigurationDocument.Empty, newest?.Version ?? 0);
            var measured = LatencyText.Parse(path, text, known.Regions.Select(region => region.Code), out var problems);
            if (problems.Count > 0) return await RefuseAsync(problems, error);

            var percent = parsed.GetValue(band);
            var merge = LatencyMerge.Of(known.Latencies, measured, percent);
            foreach (var line in merge.Lines.Take(MostShown)) await output.WriteLineAsync(line);
            if (merge.Lines.Length > MostShown) await output.WriteLineAsync($"… and {merge.Lines.Length - MostShown} more");
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{merge.Added} added, {merge.Changed} changed, {merge.Kept} kept within {percent} %"));

            EditOutcome outcome = parsed.GetValue(isConfirmed) || merge.Doubt(known.Latencies.Length) is not { } doubt
                ? await store.GetRequiredService<ConfigurationEdit>().ApplyAsync(
                    new EditRequest($"{Environment.UserName} (latency import)", parsed.GetValue(comment) ?? $"latencies of {Path.GetFileName(path)}", version),
                    document => document with { Latencies = merge.Result }, cancellation)
                : new EditOutcome.Rejected([new Problem(EditOutcome.SizePath, doubt)]);
            return await OutcomeText.SayAsync(outcome, "imported", Not, output, error);
        });
        return command;
    }

    private static async Task<int> RefuseAsync(IReadOnlyList<string> problems, TextWriter error)
    {
        foreach (var problem in problems.Take(MostProblems)) await error.WriteLineAsync(problem);
        if (problems.Count > MostProblems) await error.WriteLineAsync($"… and {problems.Count - MostProblems} more");
        await error.WriteLineAsync($"globallb: {Not}: correct {(problems.Count == 1 ? "the problem" : $"the {problems.Count} problems")} first");
        return ExitCode.NotFound;
    }
}
