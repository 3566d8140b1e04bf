using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo</c>: files that say where clients are: make or fetch one, put it in use, take it back.</summary>
internal static class GeoCommand
{
    public static Command Create() => new("geo", "Databases of places: make or fetch one, preview it, activate it, revert")
    {
        GeoBuildCommand.Create(), GeoPreviewCommand.Create(), GeoActivateCommand.Create(), GeoUpdateCommand.Create(), Revert(),
    };

    /// <summary>What is in use now, for people.</summary>
    public static string Say(string path, PlaceFile file) => $"{path} is now of type {file.Type}, made {file.BuiltAt:u}, with {file.Places.PlaceCount - 1} places.";

    private static DocumentedCommand Revert()
    {
        var places = new PlacesOption();
        var command = new DocumentedCommand(
            "revert",
            "Put the database of places in use again that was before",
            ["globallb geo revert --places /var/lib/geo/places.mmdb"],
            "The file in use, which is the first of --places, and ….previous beside it change places: doing it twice is as doing nothing. No configuration is asked.");
        places.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var path = places.First(parsed);
            var read = new InstalledPlaces(path).Revert();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Say(path, read).AsMemory(), cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
