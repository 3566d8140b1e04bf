using System.CommandLine;
using GlobalLb.Steering.Places;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>Which snapshot a question is about; the same options for every command that asks one.</summary>
internal sealed class SnapshotOptions
{
    private readonly DatabaseOptions _database = new();
    private readonly PlacesOption _places = new();

    private readonly Option<string?> _at = new("--at", "--version-number")
    {
        Description = "Ask this version with the health of now, or the version and health of this moment, UTC (the newest, now)",
        HelpName = "version|time",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_at);
        _places.AddTo(command);
        _database.AddTo(command);
    }

    /// <exception cref="NotFoundException">There is no such version, or nothing was configured by then, or a file cannot be used.</exception>
    /// <exception cref="StartFailure">It has more of something than a snapshot can hold.</exception>
    public Task<ArchivedSnapshot> ReadAsync(ParseResult parsed, CancellationToken cancellation) => ReadAsync(parsed, ReadPlaces(parsed), cancellation);

    /// <summary>The same with other places than those of the command line.</summary>
    /// <exception cref="NotFoundException">There is no such version, or nothing was configured by then.</exception>
    /// <exception cref="StartFailure">It has more of something than a snapshot can hold.</exception>
    public async Task<ArchivedSnapshot> ReadAsync(ParseResult parsed, PlaceTable? places, CancellationToken cancellation)
    {
        if (!SnapshotMoment.TryParse(parsed.GetValue(_at), out var moment, out var problem)) throw new NotFoundException(problem);
        await using var database = await _database.OpenAsync(parsed, cancellation);
        await using var store = database.Store();
        try
        {
            return await store.GetRequiredService<SnapshotArchive>().FindAsync(moment, places, cancellation) ?? throw new NotFoundException(Missing(moment));
        }
        catch (InvalidOperationException failure)
        {
            throw new StartFailure($"The configuration does not compile: {failure.Message}.", failure);
        }
    }

    /// <summary>Whether any database was named, or has been here before.</summary>
    public bool HasDatabase(ParseResult parsed) => _database.Postgres(parsed) is not null || Directory.Exists(_database.Folder(parsed));

    /// <summary>The files of places; may be none.</summary>
    public IReadOnlyList<string> PlaceFiles(ParseResult parsed) => _places.Files(parsed);

    /// <summary>What the files of places say; null: none was named.</summary>
    /// <exception cref="NotFoundException">A file cannot be used.</exception>
    public PlaceTable? ReadPlaces(ParseResult parsed) => _places.Read(parsed);

    private static string Missing(SnapshotMoment moment) =>
        moment.Version is { } version ? $"there is no version {version}"
        : moment.Time is { } time ? $"nothing was configured by {time:u}"
        : "nothing is configured yet: start 'globallb run' once, or add a zone on its page";
}
