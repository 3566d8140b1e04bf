using System.Buffers;
using GlobalLb.Edge.Receiving;
using GlobalLb.Server.Commands;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Locating;

/// <summary>
/// The file of places in use, and the one that was before it beside it, as <c>….previous</c>. Edges that watch the file find either
/// the old or the new one, whole.
/// </summary>
/// <param name="path">The file in use; it may not be there yet.</param>
internal sealed class InstalledPlaces(string path)
{
    // Where links lead to a file of another name, that one is replaced and not the link.
    private readonly string _path = (File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName : null) ?? path;

    /// <summary>Where it is, behind all links.</summary>
    public string Path => _path;

    /// <summary>Where the file is that was in use before.</summary>
    public string Previous => $"{_path}.previous";

    // What is to be in use, and what was, until both are written.
    private string Next => $"{_path}.next";

    private string Kept => $"{_path}.kept";

    /// <summary>What is in use; null: nothing that can be used.</summary>
    public PlaceFile? Find() => File.Exists(_path) && PlaceFile.TryRead(File.ReadAllBytes(_path), out var file, out _) ? file : null;

    /// <summary>When what is in use was written, or when its maker wrote it, where that was told.</summary>
    public DateTimeOffset WrittenAt => File.GetLastWriteTimeUtc(_path);

    /// <summary>Puts files in the place of those in use, which are kept: all of them or none.</summary>
    /// <param name="places">Where each goes.</param>
    /// <exception cref="IOException">One cannot be written.</exception>
    public static void Activate(IReadOnlyList<NewPlaces> places)
    {
        var taken = new Stack<InstalledPlaces>();
        try
        {
            // Whatever room this needs on the disk is taken before anything changes.
            foreach (var each in places) each.Place.Prepare(each.Content);
            foreach (var each in places)
            {
                each.Place.Take();
                taken.Push(each.Place);
                if (each.WrittenAt is { } time) File.SetLastWriteTimeUtc(each.Place._path, time.UtcDateTime);
            }
        }
        catch
        {
            foreach (var place in taken.Where(place => File.Exists(place.Previous))) DurableFile.Rename(place.Previous, place._path);
            throw;
        }
        finally
        {
            foreach (var each in places) each.Place.CleanUp();
        }
    }

    /// <summary>Lets the file in use and the one before it change places.</summary>
    /// <returns>What is in use then.</returns>
    /// <exception cref="NotFoundException">There is none before it, or it cannot be read.</exception>
    public PlaceFile Revert()
    {
        if (!File.Exists(Previous)) throw new NotFoundException($"there is no {Previous}: nothing was activated before");
        var (file, content) = Read(Previous);
        Activate([new NewPlaces(this, file, content)]);
        return file;
    }

    /// <summary>Reads a file of places.</summary>
    /// <exception cref="NotFoundException">It cannot be used.</exception>
    public static (PlaceFile File, byte[] Content) Read(string path)
    {
        var content = File.ReadAllBytes(path);
        return PlaceFile.TryRead(content, out var file, out var problem) ? (file, content) : throw new NotFoundException($"{path}: {problem}");
    }

    /// <summary>Replaces a file whole or not at all.</summary>
    public static void Write(string path, byte[] content)
    {
        try
        {
            DurableFile.Write(path, octets => octets.Write(content));
        }
        catch (IOException)
        {
            // Half a file would keep the room that is missing.
            File.Delete($"{path}.new");
            throw;
        }
    }

    private void Prepare(byte[] content)
    {
        Write(Next, content);
        if (File.Exists(_path)) Write(Kept, File.ReadAllBytes(_path));
    }

    private void Take()
    {
        if (File.Exists(Kept)) DurableFile.Rename(Kept, Previous);
        DurableFile.Rename(Next, _path);
    }

    private void CleanUp()
    {
        File.Delete(Next);
        File.Delete(Kept);
    }
}
