using GlobalLb.Steering.Publications;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Edge.Receiving;

/// <summary>
/// The newest publication of each kind on disk, so that a restart answers before any Control is reached. A file that cannot
/// be written costs durability, never answers; one that cannot be read is kept aside for people to look at.
/// </summary>
internal sealed class LastKnownState(string folder, ILogger logger)
{
    public IEnumerable<Publication> Load()
    {
        foreach (var kind in new[] { "configuration", "health" })
        {
            var path = PathOf(kind);
            string json;
            try
            {
                if (!File.Exists(path)) continue;
                json = File.ReadAllText(path);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                EdgeLog.StateUnreadable(logger, path, failure.Message);
                continue;
            }

            if (PublicationJson.TryRead(json, out var publication, out var problem))
            {
                yield return publication;
                continue;
            }

            EdgeLog.StateUnreadable(logger, path, problem);
            SetAside(path);
        }
    }

    public void Save(Publication publication)
    {
        var path = PathOf(publication is ConfigurationPublication ? "configuration" : "health");
        try
        {
            DurableFile.Write(path, PublicationJson.Write(publication));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            EdgeLog.StateNotSaved(logger, path, failure.Message);
        }
    }

    private string PathOf(string kind) => Path.Combine(folder, $"{kind}.json");

    private void SetAside(string path)
    {
        try
        {
            File.Move(path, path + ".unreadable", overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            EdgeLog.StateNotSaved(logger, path, failure.Message);
        }
    }
}
