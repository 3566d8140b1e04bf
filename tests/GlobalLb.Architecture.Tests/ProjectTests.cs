using System.Text.Json;

namespace GlobalLb.Architecture.Tests;

public sealed class ProjectTests
{
    public static TheoryData<string> Names => [.. Project.All.Select(project => project.Name)];

    public static TheoryData<string> ShippedNames => [.. Project.Shipped.Select(project => project.Name)];

    [Fact]
    public void Every_project_is_in_the_table_and_in_the_solution()
    {
        var projects = Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        Assert.Equal(
            Project.All.Select(project => project.Path).Order(StringComparer.Ordinal),
            projects.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal)));
        var solution = Repository.Read("GlobalLb.sln").Replace('\\', '/');
        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_no_project_it_may_not(string name)
    {
        var project = Find(name);
        Offenders.None(project.References.Except(project.MayReference));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_project_references_no_package_it_may_not(string name)
    {
        var project = Find(name);
        Offenders.None(project.Packages.Except(project.MayUse));
    }

    [Fact]
    public void Nothing_but_tests_references_the_server() =>
        Assert.DoesNotContain(Project.All, project => project.References.Contains("GlobalLb.Server"));

    [Fact]
    public void A_test_project_is_named_after_the_project_it_tests_or_tests_the_whole()
    {
        string[] whole = ["GlobalLb.Architecture.Tests", "GlobalLb.EndToEnd.Tests", "GlobalLb.Fuzz"];
        var tests = Repository.Files.Where(file => file.StartsWith("tests/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Project.NameOf);
        Offenders.None(tests.Except(whole).Where(test => !Project.All.Any(project => $"{project.Name}.Tests" == test)));
    }

    [Fact]
    public void The_edge_runs_without_ASP_NET_Entity_Framework_and_PostgreSQL()
    {
        string[] refused = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "GlobalLb.Store"];
        bool IsRefused(string assembly) => refused.Any(name => assembly.StartsWith(name, StringComparison.OrdinalIgnoreCase));

        var closure = Built.Closure("globallb-edge");
        Assert.Contains("GlobalLb.Steering", closure);
        Assert.DoesNotContain(closure, IsRefused);

        using var dependencies = JsonDocument.Parse(File.ReadAllText(Built.PathOf("globallb-edge.deps.json")));
        var libraries = dependencies.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name).ToList();
        Assert.Contains(libraries, library => library.StartsWith("GlobalLb.Steering/", StringComparison.Ordinal));
        Assert.DoesNotContain(libraries, IsRefused);

        using var runtime = JsonDocument.Parse(File.ReadAllText(Built.PathOf("globallb-edge.runtimeconfig.json")));
        var options = runtime.RootElement.GetProperty("runtimeOptions");
        Assert.False(options.TryGetProperty("frameworks", out _), "the edge needs more than one shared framework");
        Assert.Equal("Microsoft.NETCore.App", options.GetProperty("framework").GetProperty("name").GetString());
    }

    [Fact]
    public void Steering_knows_nothing_but_the_framework_and_Dns() =>
        Assert.All(Built.References("GlobalLb.Steering"), reference =>
            Assert.True(reference == "GlobalLb.Dns" || reference.StartsWith("System.", StringComparison.Ordinal), reference));

    [Theory]
    [MemberData(nameof(ShippedNames))]
    public void Only_Store_and_Migrations_know_PostgreSQL(string name)
    {
        string[] mayKnow = ["GlobalLb.Store", "GlobalLb.Migrations"];
        var assembly = name switch { "GlobalLb.Server" => "globallb", "GlobalLb.Edge" => "globallb-edge", _ => name };
        var knows = Built.References(assembly).Any(reference => reference.StartsWith("Npgsql", StringComparison.Ordinal));
        Assert.True(!knows || mayKnow.Contains(name), $"{name} references Npgsql");
    }

    private static Project Find(string name) => Project.All.Single(project => project.Name == name);
}
