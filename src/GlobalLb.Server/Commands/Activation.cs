using System.CommandLine;
using GlobalLb.Server.Locating;

namespace GlobalLb.Server.Commands;

/// <summary>New databases of places, played through the policies first and then put in use: all of them or none.</summary>
internal sealed class Activation
{
    private readonly Option<bool> _isConfirmed = new("--confirm")
    {
        Description = "Also when an expectation would not hold, or there is no configuration here to play it through",
    };

    /// <summary>What they are played through.</summary>
    public PreviewOptions Preview { get; } = new();

    public void AddTo(Command command)
    {
        command.Options.Add(_isConfirmed);
        Preview.AddTo(command);
    }

    /// <summary>Does it.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="newer">The databases, with the number of the file of --places that each takes the place of.</param>
    /// <param name="cancellation">Gives up before anything is changed.</param>
    public async Task<int> RunAsync(ParseResult parsed, IReadOnlyList<(int Index, NewPlaces Places)> newer, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var isConfirmed = parsed.GetValue(_isConfirmed);
        var report = await Preview.PlayAsync(parsed, [.. newer.Select(item => (item.Index, item.Places.File))], cancellation);
        if (report is null && !isConfirmed)
            throw new NotFoundException("nothing is changed: there is no configuration here to play it through; name one with --config, --postgres or --data, or activate it all the same with --confirm");
        await output.WriteLineAsync(report?.Format() ?? "There is no configuration here, so it was not played through one.");
        if (report?.Holds() == false && !isConfirmed)
        {
            await error.WriteLineAsync("globallb: nothing is changed: what is expected would not hold; correct the file or the expectation, or activate it all the same with --confirm");
            return ExitCode.DoesNotHold;
        }

        cancellation.ThrowIfCancellationRequested();
        InstalledPlaces.Activate([.. newer.Select(item => item.Places)]);
        foreach (var (_, places) in newer)
        {
            await output.WriteLineAsync(GeoCommand.Say(places.Place.Path, places.File));
            if (File.Exists(places.Place.Previous)) await output.WriteLineAsync($"Back with: globallb geo revert --places {places.Place.Path}");
        }

        return ExitCode.Done;
    }
}
