using System.Xml.Linq;

namespace GlobalLb.Architecture.Tests;

/// <summary>A project: what it is allowed, and what its file says.</summary>
/// <param name="Path">Its file, from the root of the repository.</param>
/// <param name="MayReference">The projects it may reference, by name.</param>
/// <param name="MayUse">The packages and shared frameworks it may reference.</param>
internal sealed record Project(string Path, string[] MayReference, string[] MayUse)
{
    private const string AspNet = "Microsoft.AspNetCore.App";

    /// <summary>Projects and arrows as docs/architecture.md has them: a new arrow is a decision, and is made here.</summary>
    public static Project[] All { get; } =
    [
        new("src/GlobalLb.Dns/GlobalLb.Dns.csproj", [], ["Microsoft.Extensions.Logging.Abstractions"]),
        new("src/GlobalLb.Steering/GlobalLb.Steering.csproj", ["GlobalLb.Dns"], ["Microsoft.CodeAnalysis.BannedApiAnalyzers"]),
        new("src/GlobalLb.Edge/GlobalLb.Edge.csproj", ["GlobalLb.Steering", "GlobalLb.Dns"], ["Microsoft.Extensions.Hosting.Abstractions"]),
        new("src/GlobalLb.Store/GlobalLb.Store.csproj", ["GlobalLb.Steering"],
            ["Microsoft.EntityFrameworkCore.Relational", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.Extensions.Hosting.Abstractions"]),
        new("src/GlobalLb.Vantage/GlobalLb.Vantage.csproj", ["GlobalLb.Steering"], ["Quartz"]),
        new("src/GlobalLb.Control/GlobalLb.Control.csproj", ["GlobalLb.Store", "GlobalLb.Vantage"], ["Quartz", AspNet]),
        new("web/GlobalLb.Web/GlobalLb.Web.csproj", ["GlobalLb.Store"], ["Radzen.Blazor", AspNet]),
        new("migrations/GlobalLb.Migrations/GlobalLb.Migrations.csproj", ["GlobalLb.Store"], []),
        new("src/GlobalLb.Server/GlobalLb.Server.csproj",
            ["GlobalLb.Dns", "GlobalLb.Steering", "GlobalLb.Edge", "GlobalLb.Store", "GlobalLb.Vantage", "GlobalLb.Control", "GlobalLb.Web", "GlobalLb.Migrations"],
            ["Spectre.Console", "System.CommandLine", "YamlDotNet"]),
        new("benchmarks/GlobalLb.Benchmarks/GlobalLb.Benchmarks.csproj", ["GlobalLb.Edge", "GlobalLb.Control", "GlobalLb.Migrations"], ["BenchmarkDotNet"]),
    ];

    /// <summary>The projects whose assemblies a server runs: all but those that only measure.</summary>
    public static IEnumerable<Project> Shipped => All.Where(project => !project.Path.StartsWith("benchmarks/", StringComparison.Ordinal));

    public string Name => NameOf(Path);

    public IEnumerable<string> References => Items("ProjectReference").Select(NameOf);

    public IEnumerable<string> Packages => Items("PackageReference").Concat(Items("FrameworkReference"));

    public static string NameOf(string path) => System.IO.Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private IEnumerable<string> Items(string kind) =>
        XDocument.Parse(Repository.Read(Path)).Descendants(kind).Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
