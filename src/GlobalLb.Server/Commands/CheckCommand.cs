using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb check</c>: whether what is expected comes true, and what strikes about the configuration.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print JSON" };
        var options = new SnapshotOptions();
        var command = new DocumentedCommand(
            "check",
            "Hold the configuration against its expectations, and say what is valid but probably not meant",
            ["globallb check", "globallb check --places new.mmdb", "globallb check --at 12 --json"],
            "Expectations are held against the policies with every region open and every endpoint up but those they say are down. Warnings never stop an edit.") { json };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (_, document, time) = await options.ReadAsync(parsed, cancellation);
            var findings = ExpectationCheck.Find(document, time, options.ReadPlaces(parsed));
            ImmutableArray<Lint> lints = [.. Lints.Find(document), .. MaintenanceLints.Find(document, time)];
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(json)
                ? JsonSerializer.Serialize(new { Expectations = findings, Warnings = lints }, ConfigurationJson.Options)
                : Format(findings, lints));
            return findings.Any(finding => finding.Holds == false) ? ExitCode.DoesNotHold : ExitCode.Done;
        });
        return command;
    }

    private static string Format(IReadOnlyList<ExpectationFinding> findings, IReadOnlyList<Lint> lints) => string.Join(Environment.NewLine,
    [
        .. findings.Where(finding => finding.Holds != true).Select(finding => $"expectations[{finding.Index}]: {finding.Sentence}"),
        .. lints.Select(lint => $"{lint.Path}: warning: {lint.Sentence}"),
        $"{findings.Count(finding => finding.Holds == true)} of {findings.Count} expectations hold, {findings.Count(finding => finding.Holds is null)} cannot be said; {lints.Count} {(lints.Count == 1 ? "warning" : "warnings")}.",
    ]);
}
