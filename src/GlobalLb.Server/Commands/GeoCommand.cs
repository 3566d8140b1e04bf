using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo</c>: files that say where clients are: make one, put it in use, take it back.</summary>
internal static class GeoCommand
{
    private static Argument<string> NewFile => new("file") { Description = "The new database of places (.mmdb)" };

    public static Command Create() => new("geo", "Databases of places: make one, activate it, revert")
    {
        GeoBuildCommand.Create(), Activate(), Revert(),
    };

    private static DocumentedCommand Activate()
    {
        var (file, places) = (NewFile, new PlacesOption());
        var command = new DocumentedCommand(
            "activate",
            "Put a database of places in use; edges that watch the file take it at once",
            ["globallb geo activate new.mmdb --places /var/lib/geo/places.mmdb"],
            "It takes the place of the first file of --places, which is kept beside it as ….previous. A file that cannot be read is refused.") { file };
        places.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var path = places.First(parsed);
            var (read, content) = InstalledPlaces.Read(parsed.GetValue(file)!);
            new InstalledPlaces(path).Activate(content);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(Say(path, read).AsMemory(), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static DocumentedCommand Revert()
    {
        var places = new PlacesOption();
        var command = new DocumentedCommand(
            "revert",
            "Put the database of places in use again that was before",
            ["globallb geo revert --places /var/lib/geo/places.mmdb"],
            "The file in use and ….previous beside it change places: doing it twice is as doing nothing.");
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

    private static string Say(string path, PlaceFile file) => $"{path} is now of type {file.Type}, made {file.BuiltAt:u}, with {file.Places.PlaceCount - 1} places.";
}
