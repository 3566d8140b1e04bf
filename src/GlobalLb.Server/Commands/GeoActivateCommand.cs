using System.CommandLine;
using GlobalLb.Server.Locating;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo activate</c>: new databases of places in the place of those in use.</summary>
internal static class GeoActivateCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "The new databases (.mmdb): the first takes the place of the first of --places, and so on", Arity = new ArgumentArity(1, 100) };
        var activation = new Activation();
        var command = new DocumentedCommand(
            "activate",
            "Put databases of places in use; edges that watch the files take them at once",
            [
                "globallb geo activate new.mmdb --places /var/lib/geo/places.mmdb",
                "globallb geo activate new.mmdb --places /var/lib/geo/places.mmdb --config globallb.yaml --confirm",
            ],
            "It says what 'geo preview' says, and changes nothing when an expectation would not hold. What was in use is kept beside it as ….previous. A file that cannot be read is refused.") { files };
        activation.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(files)!;
            var targets = activation.Preview.Targets(parsed, names.Length);
            var newer = names.Select((name, i) =>
            {
                var (file, content) = InstalledPlaces.Read(name);
                return (i, new NewPlaces(targets[i], file, content));
            }).ToList();
            return await activation.RunAsync(parsed, newer, cancellation);
        });
        return command;
    }
}
