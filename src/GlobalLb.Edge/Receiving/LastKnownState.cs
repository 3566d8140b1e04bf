using System.Diagnostics.CodeAnalysis;
using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The newest publication of each kind on disk, so that a restart answers before any Control is reached. A file that cannot
/// be written costs durability, never answers; one that cannot be read is kept aside for people to look at.
/// </summary>
internal sealed class LastKnownState(string folder, ILogger logger)
{
    private const string Configuration = "configuration", Health = "health", Aliases = "aliases", CookieSecrets = "cookie-secrets";

    private bool _isFailing;

    /// <summary>What was saved last: the configuration, then what is taken for it.</summary>
    public IEnumerable<Publication> Load()
    {
        foreach (var kind in new[] { Configuration, Health, Aliases, CookieSecrets })
            if (Load(PathOf(kind)) is { } publication) yield return publication;
    }

    /// <summary>Saves a publication in place of the one of its kind.</summary>
    public void Save(Publication publication)
    {
        var path = PathOf(publication switch
        {
            ConfigurationPublication => Configuration,
            HealthPublication => Health,
            AliasPublication => Aliases,
            _ => CookieSecrets,
        });
        try
        {
            DurableFile.Write(path, octets => PublicationJson.Write(publication, octets), isSecret: publication is CookieSecretPublication);
            if (_isFailing) EdgeLog.StateSavedAgain(logger, path);
            _isFailing = false;
        }
        catch (Exception failure)
        {
            // Said once per outage: health comes every second.
            if (!_isFailing) EdgeLog.StateNotSaved(logger, path, failure.Message);
            _isFailing = true;
        }
    }

    private string PathOf(string kind) => Path.Combine(folder, $"{kind}.json");

    private Publication? Load(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            if (TryRead(path, out var publication, out var problem)) return publication;
            EdgeLog.StateUnreadable(logger, path, problem);
            File.Move(path, path + ".unreadable", overwrite: true);
        }
        catch (Exception failure)
        {
            // Whatever is wrong with a file, an edge without it is better than none.
            EdgeLog.StateUnreadable(logger, path, failure.Message);
        }

        return null;
    }

    private static bool TryRead(string path, [NotNullWhen(true)] out Publication? publication, [NotNullWhen(false)] out string? problem)
    {
        using var file = File.OpenHandle(path);
        using var content = FileOctets.Read(file);
        return PublicationJson.TryRead(content.Span, out publication, out problem);
    }
}
