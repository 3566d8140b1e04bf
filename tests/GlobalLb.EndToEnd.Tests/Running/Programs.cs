namespace GlobalLb.EndToEnd.Tests.Running;

/// <summary>The programs, as they were built for people, in the configuration of the tests.</summary>
internal static class Programs
{
    /// <summary>The top of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    public static IReadOnlyList<string> GlobalLb { get; } = ["dotnet", Find("GlobalLb.Server", "globallb.dll")];

    /// <summary>Not the copy beside the tests: an edge does without ASP.NET, whose libraries that copy would look for.</summary>
    public static IReadOnlyList<string> Edge { get; } = ["dotnet", Find("GlobalLb.Edge", "globallb-edge.dll")];

    /// <summary>A program of the system; those of administrators are not on everybody's path.</summary>
    public static string OfSystem(string name) =>
        ((string[])["/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin", "/usr/local/bin"])
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"the program {name} is missing; ./test installs it");

    /// <summary>The library that sets the clock of one program, of many threads.</summary>
    public static string FakeTime =>
        Directory.EnumerateDirectories("/usr/lib").Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("the library libfaketime is missing; ./test installs it");

    private static string Find(string project, string file)
    {
        // …/bin/<configuration>/<framework>/
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(Repository, "src", project, "bin", built.Parent!.Name, built.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is missing: build the tests, which builds it");
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "GlobalLb.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"no GlobalLb.sln above {AppContext.BaseDirectory}");
        return folder.FullName;
    }
}
