using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Places;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>Where clients are: the files of places in use. The same option for every command that asks for them.</summary>
/// <param name="what">What the files are there.</param>
internal sealed class PlacesOption(string what = "the database of places that the edges have (.mmdb)")
{
    private readonly Option<string[]> _places = new("--places")
    {
        Description = $"Where clients are: {what}; may be repeated, the first counts where two differ. Also GLOBALLB_PLACES, or GlobalLb:Places in appsettings.json",
        HelpName = "file",
    };

    public void AddTo(Command command) => command.Options.Add(_places);

    /// <summary>The files; may be none.</summary>
    /// <exception cref="StartFailure">appsettings.json cannot be read.</exception>
    public IReadOnlyList<string> Files(ParseResult parsed) => Settings.All("Places", parsed.GetValue(_places));

    /// <summary>The file that the commands of <c>geo</c> replace: the first.</summary>
    /// <exception cref="NotFoundException">None was named.</exception>
    public string First(ParseResult parsed) =>
        Files(parsed) is [var first, ..] ? first : throw new NotFoundException("no file of places is in use: name it with --places, or in GLOBALLB_PLACES");

    /// <summary>What the files say together; null: there are none.</summary>
    /// <exception cref="NotFoundException">A file cannot be used.</exception>
    public PlaceTable? Read(ParseResult parsed) => Read(Files(parsed));

    /// <summary>What files say together, the first where two differ; null: there are none.</summary>
    /// <exception cref="NotFoundException">A file cannot be used.</exception>
    public static PlaceTable? Read(IReadOnlyCollection<string> files) => files.Count == 0 ? null : PlaceTable.Combine([.. files.Select(file => InstalledPlaces.Read(file).File.Places)]);
}
