using GlobalLb.Dns.Names;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>Makes a configuration of gdnsd's: the file <c>config</c> of a folder and the zones in <c>zones/</c> below it.</summary>
internal static class GdnsdImport
{
    /// <summary>Reads a folder such as <c>/etc/gdnsd</c>.</summary>
    /// <exception cref="IOException">Something cannot be read.</exception>
    public static ImportDraft Read(string folder)
    {
        var draft = new ImportDraft();
        var file = Path.Combine(folder, "config");
        var zones = Path.Combine(folder, "zones");
        if (!File.Exists(file) && !Directory.Exists(zones))
        {
            draft.Refuse($"{folder}: this is no folder of gdnsd; name the one with its file 'config' and its folder 'zones', such as /etc/gdnsd");
            return draft;
        }

        WrittenMap whole;
        try
        {
            whole = File.Exists(file) && VscfReading.Read(file, File.ReadAllText(file), name => Include(folder, name)) is WrittenMap map ? map : new WrittenMap(new Position(file, 1, 1), []);
        }
        catch (FormatException failure)
        {
            draft.Refuse(failure.Message);
            return draft;
        }

        if (whole.Find("options") is { } options) draft.Note(options.At, "the options of the server are not carried over: addresses to listen on and limits are options of an edge");
        var resources = new Resources(whole.Find("plugins") as WrittenMap ?? new WrittenMap(whole.At, []), new Probes(whole.Find("service_types") as WrittenMap, draft), draft);
        var found = Directory.Exists(zones) ? Directory.EnumerateFiles(zones).Where(IsZone).Order(StringComparer.Ordinal).ToList() : [];
        if (found.Count == 0) draft.Refuse($"{zones}: there is no zone in this folder");
        foreach (var path in found)
        {
            // A slash cannot be in the name of a file; gdnsd writes it as @.
            if (DomainName.TryParse(Path.GetFileName(path).Replace('@', '/'), DomainName.Root, out var zone, out var problem)) new ZoneReading(resources, draft).Read(path, zone);
            else draft.Refuse($"{path}: a file here has the name of its zone: {problem}");
        }

        return draft;
    }

    private static bool IsZone(string path) => Path.GetFileName(path)[0] != '.';

    private static List<(string File, string Text)> Include(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!Path.GetFileName(name).Contains('*', StringComparison.Ordinal)) return [(path, ZoneText.Read(path))];
        var found = Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        return found.Count > 0 ? found.ConvertAll(each => (each, ZoneText.Read(each))) : throw new IOException("there is no such file");
    }
}
