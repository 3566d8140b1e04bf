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

    /// <summary>Where the file is that was in use before.</summary>
    public string Previous => $"{_path}.previous";

    /// <summary>Puts a file in the place of the one in use, which is kept.</summary>
    /// <param name="content">The new file; it can be read.</param>
    public void Activate(byte[] content)
    {
        if (File.Exists(_path)) Write(Previous, File.ReadAllBytes(_path));
        Write(_path, content);
    }

    /// <summary>Lets the file in use and the one before it change places.</summary>
    /// <returns>What is in use then.</returns>
    /// <exception cref="NotFoundException">There is none before it, or it cannot be read.</exception>
    public PlaceFile Revert()
    {
        if (!File.Exists(Previous)) throw new NotFoundException($"there is no {Previous}: nothing was activated before");
        var (file, content) = Read(Previous);
        Activate(content);
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
    public static void Write(string path, byte[] content) => DurableFile.Write(path, octets => octets.Write(content));
}
