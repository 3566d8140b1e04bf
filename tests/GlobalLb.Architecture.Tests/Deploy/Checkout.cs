using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The repository these tests were built from; all paths are relative to its top.</summary>
internal static partial class Checkout
{
    public static string Top { get; } = FindTop();

    public static string PathOf(string path) => Path.Combine(Top, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static bool Has(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    /// <summary>The written files below some folders, by their ending.</summary>
    public static IEnumerable<string> Files(string ending, params IEnumerable<string> folders) =>
        from folder in folders
        from path in Directory.EnumerateFiles(PathOf(folder), $"*{ending}", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Top, path)
        where !Made().IsMatch(relative)
        select relative;

    /// <summary>The one project file in a folder.</summary>
    public static string ProjectIn(string folder) => Path.GetRelativePath(Top, Directory.GetFiles(PathOf(folder), "*.csproj").Single());

    /// <summary>A project and all it references, directly or not, by folder.</summary>
    public static HashSet<string> ProjectsOf(string folder)
    {
        var found = new HashSet<string> { folder };
        var left = new Queue<string>(found);
        while (left.TryDequeue(out var next))
        {
            foreach (var reference in XDocument.Parse(Read(ProjectIn(next))).Descendants("ProjectReference"))
            {
                var path = Path.GetFullPath(Path.Combine(PathOf(next), reference.Attribute("Include")!.Value));
                var referenced = Path.GetRelativePath(Top, Path.GetDirectoryName(path)!);
                if (found.Add(referenced)) left.Enqueue(referenced);
            }
        }

        return found;
    }

    /// <summary>What the program of a project is called, without <c>.dll</c>.</summary>
    public static string AssemblyNameOf(string folder) =>
        XDocument.Parse(Read(ProjectIn(folder))).Descendants("AssemblyName").Single().Value;

    private static string FindTop()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GlobalLb.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"no GlobalLb.sln above {AppContext.BaseDirectory}");
        return folder.FullName;
    }

    [GeneratedRegex("(^|/)(bin|obj|node_modules)/")]
    private static partial Regex Made();
}
