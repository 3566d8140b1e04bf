namespace GlobalLb.Architecture.Tests;

/// <summary>The files of the repository, found from wherever the tests run.</summary>
internal static class Repository
{
    // What a build, an editor or a run leaves behind; .gitignore names the same.
    private static readonly string[] LeftBehind = [".git", ".vs", "bin", "obj", "artifacts", "data", "TestResults", "node_modules"];

    /// <summary>The folder that holds GlobalLb.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that people wrote, as a path from the root with slashes.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>The C# files people wrote.</summary>
    public static IEnumerable<string> Sources => Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => !LeftBehind.Contains(Path.GetFileName(file))) // .git is a file where several work trees share one repository
        .Concat(Directory.EnumerateDirectories(folder).Where(inner => !LeftBehind.Contains(Path.GetFileName(inner))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GlobalLb.sln"))) return folder.FullName;
        throw new InvalidOperationException($"no folder above {AppContext.BaseDirectory} holds GlobalLb.sln");
    }
}
