using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Simulating;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb simulate</c>: who would move where if something went down. Nothing live is touched.</summary>
internal static class SimulateCommand
{
    private static readonly Option<string[]> Down = new("--down")
    {
        Description = "A region, pool or endpoint that is imagined to be down, or a vantage that reports no more; may be repeated",
        HelpName = "code",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<double> Share = new("--share") { Description = "A share of all endpoints, drawn at random, that is imagined to be down (0)", HelpName = "percent" };
    private static readonly Option<int> Seed = new("--seed") { Description = "What they are drawn by: the same seed draws the same ones (1)", HelpName = "number", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> Traffic = new("--traffic") { Description = "Where clients are and how many: a line 'place,number' each, in the unit of the regions' capacity (the places that policies name, all alike)", HelpName = "file" };
    private static readonly Option<string[]> NewPlaces = new("--new-places") { Description = "Imagine this file of places instead (.mmdb); may be repeated like --places", HelpName = "file" };
    private static readonly Option<bool> All = new("--all") { Description = "Print also who would stay" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print JSON" };

    public static Command Create()
    {
        var options = new SnapshotOptions();
        var command = new DocumentedCommand(
            "simulate",
            "Play a fault on the configuration and health of now or of any moment, and say who would move where",
            [
                "globallb simulate --down eu-west",
                "globallb simulate --down eu-west us-web-1 --all",
                "globallb simulate --share 20 --seed 7 --traffic traffic.csv --at 2026-11-01T12:30:00Z",
                "globallb simulate --places old.mmdb --new-places new.mmdb --traffic traffic.csv",
            ],
            "The evaluator that answers is asked, for every steered name and client place; live answers are not touched. Faults are what is down, vantages that report no more, and another database of places.")
        { Down, Share, Seed, Traffic, NewPlaces, All, Json };
        options.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Share) is < 0 or > 100) result.AddError("--share is a number of percent, 0 to 100.");
        });
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var traffic = ReadTraffic(parsed.GetValue(Traffic));
            var other = PlacesOption.Read(parsed.GetValue(NewPlaces) ?? []);
            var found = await options.ReadAsync(parsed, cancellation);
            var fault = Fault.Of(parsed.GetValue(Down) ?? [], found.Document, out var problems);
            if (problems.Count > 0) throw new NotFoundException(string.Join(Environment.NewLine, problems));
            fault = fault.WithRandom(parsed.GetValue(Share), parsed.GetValue(Seed), found.Document) with { Places = other };
            var simulation = Play(found, fault, traffic ?? ClientPlace.AllOf(found.Document, found.Snapshot), traffic is not null, asksForLosses: true);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.GetValue(Json)
                ? JsonSerializer.Serialize(simulation, ConfigurationJson.Options)
                : SimulationText.Format(simulation, parsed.GetValue(All)));
            return simulation.Comparison.ByFallback + simulation.Comparison.Empty > 0 ? ExitCode.DoesNotHold : ExitCode.Done;
        });
        return command;
    }

    /// <summary>Plays a fault, with a line that tells how far it is where that takes long.</summary>
    public static Simulation Play(ArchivedSnapshot found, Fault fault, ImmutableArray<ClientPlace> places, bool isObserved, bool asksForLosses)
    {
        var progress = PercentLine.ForPeople();
        var simulation = Simulation.Play(found.Snapshot, found.Document, fault, places, isObserved, asksForLosses, progress);
        progress?.End();
        return simulation;
    }

    /// <summary>Reads observed traffic; null: there is none.</summary>
    /// <exception cref="NotFoundException">The file has problems.</exception>
    public static ImmutableArray<ClientPlace>? ReadTraffic(string? file)
    {
        if (file is null) return null;
        var places = TrafficText.Parse(File.ReadAllText(file), out var problems);
        return problems.Count == 0 ? places : throw new NotFoundException(string.Join(Environment.NewLine, problems.Select(problem => $"{file}: {problem}")));
    }
}
