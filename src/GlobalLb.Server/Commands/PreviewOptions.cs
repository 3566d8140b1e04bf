using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Places;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>What new databases of places are played through; the same options for every command that does.</summary>
internal sealed class PreviewOptions
{
    private readonly SnapshotOptions _snapshot = new();

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Play it through this configuration in place of the database's: a YAML file or folder, with everything up (the newest version, with the health of now)",
        HelpName = "path",
    };

    private readonly Option<string?> _traffic = new("--traffic")
    {
        Description = "Where clients are and how many: a line 'place,number' each (all addresses that a database places, alike)",
        HelpName = "file",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_config);
        command.Options.Add(_traffic);
        _snapshot.AddTo(command);
    }

    /// <summary>Where the new file of a number goes: to the file of --places of the same number.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="count">How many new files there are.</param>
    /// <exception cref="NotFoundException">There are fewer of --places.</exception>
    public IReadOnlyList<InstalledPlaces> Targets(ParseResult parsed, int count)
    {
        var files = _snapshot.PlaceFiles(parsed);
        if (files.Count == 0) throw new NotFoundException("no file of places is in use: name it with --places, or in GLOBALLB_PLACES");
        if (files.Count < count) throw new NotFoundException($"{count} files are to take the places of {files.Count}: name {count} with --places, in the same order");
        return [.. files.Take(count).Select(file => new InstalledPlaces(file))];
    }

    /// <summary>Plays.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="newer">The new files; each stands for the file of --places of the same number, or is one more.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null: there is no configuration to play them through.</returns>
    /// <exception cref="NotFoundException">Something that was named is not there, or not valid.</exception>
    public async Task<PlacesReport?> PlayAsync(ParseResult parsed, IReadOnlyList<(int Index, PlaceFile File)> newer, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        var observed = SimulateCommand.ReadTraffic(parsed.GetValue(_traffic));
        var files = new SortedDictionary<int, PlaceTable>();
        foreach (var (file, i) in _snapshot.PlaceFiles(parsed).Select((file, i) => (file, i)))
        {
            // Edges answer without a file that cannot be used: so does what is compared with.
            if (new InstalledPlaces(file).Find() is { } inUse) files.Add(i, inUse.Places);
            else await error.WriteLineAsync($"{file}: there is no file that can be used; compared with is answering without it");
        }

        var before = Combined(files);
        foreach (var (index, file) in newer) files[index] = file.Places;
        var after = Combined(files)!;
        return await FindAsync(parsed, before, cancellation) is { } found ? PlacesReport.Of(found, before, after, observed) : null;
    }

    private static PlaceTable? Combined(SortedDictionary<int, PlaceTable> files) => files.Count == 0 ? null : PlaceTable.Combine([.. files.Values]);

    private async Task<ArchivedSnapshot?> FindAsync(ParseResult parsed, PlaceTable? places, CancellationToken cancellation)
    {
        if (parsed.GetValue(_config) is not { } path) return _snapshot.HasDatabase(parsed) ? await _snapshot.ReadAsync(parsed, places, cancellation) : null;
        var written = await ConfigCommand.ReadAsync(path, parsed.InvocationConfiguration.Error);
        var document = written with { Pools = [.. written.Pools.Select(pool => pool with { UnknownMeans = UnknownMeaning.Up })] };
        var now = TimeProvider.System.GetUtcNow();
        try
        {
            return new ArchivedSnapshot(Snapshot.Compile(document, 0, HealthTable.Empty, now, places), document, now);
        }
        catch (InvalidOperationException failure)
        {
            throw new StartFailure($"{path} does not compile: {failure.Message}.", failure);
        }
    }
}
