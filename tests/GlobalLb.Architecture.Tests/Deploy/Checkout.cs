using System.Xml.Linq;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>Questions about the repository by path, from its root.</summary>
internal static class Checkout
{
    public static string PathOf(string path) => Path.Combine(Repository.Root, path);

    public static bool Has(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    /// <summary>The files below some folders, by their ending.</summary>
    public static IEnumerable<string> Files(string ending, params IEnumerable<string> folders) =>
        Repository.Files.Where(file => file.EndsWith(ending, StringComparison.Ordinal) && folders.Any(folder => file.StartsWith(folder + "/", StringComparison.Ordinal)));

    /// <summary>The one project file in a folder.</summary>
    public static string ProjectIn(string folder) => Files(".csproj", folder).Single();

    /// <summary>A project and all it references, directly or not, by folder.</summary>
    public static HashSet<string> ProjectsOf(string folder)
    {
        var found = new HashSet<string> { folder };
        var left = new Queue<string>(found);
        while (left.TryDequeue(out var next))
        {
            foreach (var reference in XDocument.Parse(Repository.Read(ProjectIn(next))).Descendants("ProjectReference"))
            {
                var path = Path.GetFullPath(Path.Combine(PathOf(next), reference.Attribute("Include")!.Value));
                var referenced = Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!);
                if (found.Add(referenced)) left.Enqueue(referenced);
            }
        }

        return found;
    }

    /// <summary>What the program of a project is called, without <c>.dll</c>.</summary>
    public static string AssemblyNameOf(string folder) =>
        XDocument.Parse(Repository.Read(ProjectIn(folder))).Descendants("AssemblyName").Single().Value;
}
