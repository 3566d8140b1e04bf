using System.Xml.Linq;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>What the images are built from exists, suffices, and starts what it should.</summary>
public sealed class DockerfileTests
{
    public static TheoryData<string> Paths => [.. Dockerfile.All.Select(file => file.Path)];

    [Fact]
    public void There_is_an_image_for_each_program() =>
        Assert.Equal(["src/GlobalLb.Edge", "src/GlobalLb.Server"], Dockerfile.All.Select(file => file.Published).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_copied_exists_and_is_let_through(string path)
    {
        var allowed = Repository.Read(".dockerignore").Split('\n').Where(line => line.StartsWith('!')).Select(line => line[1..]).ToList();
        Assert.All(Find(path).Sources, source =>
        {
            Assert.True(Checkout.Has(source), $"{path} copies {source}, which does not exist");
            Assert.Contains(allowed, pattern => source == pattern || source.StartsWith(pattern + "/", StringComparison.Ordinal)
                || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, source));
        });
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_copied_is_all_that_the_build_needs(string path)
    {
        var file = Find(path);
        var sources = file.Sources.ToList();
        Assert.All(Checkout.ProjectsOf(file.Published), project =>
            Assert.Contains(sources, source => project == source || project.StartsWith(source + "/", StringComparison.Ordinal)));
        Assert.All(["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"], name => Assert.Contains(name, sources));
        Assert.All(Checkout.ProjectsOf(file.Published), project => Assert.True(Checkout.Has($"{project}/packages.lock.json"), $"{project} has no lock file"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void What_is_published_was_restored_as_locked(string path)
    {
        var file = Find(path);
        Assert.Contains(("RUN", $"dotnet restore {file.Published} --locked-mode"), file.Instructions);

        // What is compiled ahead is restored once more, for the kind of machine: the packages are the same, their compiler comes to them.
        string[] ways = [$"dotnet publish {file.Published} --no-restore -c Release ", $"dotnet publish {file.Published} -a $TARGETARCH --self-contained false -c Release "];
        Assert.Contains(file.Instructions, instruction => ways.Any(way => instruction.Text.StartsWith(way, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_base_images_are_those_of_our_framework_and_no_larger_than_needed(string path)
    {
        var file = Find(path);
        var version = XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("TargetFramework").Single().Value["net".Length..];
        var needsWeb = Checkout.ProjectsOf(file.Published).Select(project => Repository.Read(Checkout.ProjectIn(project)))
            .Any(text => text.Contains("Microsoft.NET.Sdk.Web", StringComparison.Ordinal) || text.Contains("Microsoft.AspNetCore.App", StringComparison.Ordinal));
        Assert.Equal(
            [$"mcr.microsoft.com/dotnet/sdk:{version}", $"mcr.microsoft.com/dotnet/{(needsWeb ? "aspnet" : "runtime")}:{version}"], file.Bases);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void The_entry_point_is_the_program_that_was_published(string path)
    {
        var file = Find(path);
        Assert.Equal(["dotnet", $"{Checkout.AssemblyNameOf(file.Published)}.dll"], file.EntryPoint);
        Assert.Contains(file.Instructions, instruction => instruction.Word == "RUN" && instruction.Text.EndsWith(" -o /app", StringComparison.Ordinal));
        Assert.Contains(("COPY", "--from=build /app ./"), file.Final);
        Assert.Contains(("WORKDIR", "/app"), file.Final);
        Assert.Empty(file.Published == "src/GlobalLb.Edge"
            ? CommandLines.ProblemsOfEdge([.. file.Arguments, "--control", "http://control:8080"], file.Environment)
            : CommandLines.ProblemsOfServer(file.Arguments));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_sets_only_variables_that_are_read(string path) => Assert.Empty(Find(path).Environment.Keys.Except(Variables.Read));

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_runs_as_an_account_that_is_not_root_and_owns_the_folder_it_keeps(string path)
    {
        var file = Find(path);
        Assert.Equal("$APP_UID", file.User);
        Assert.Contains(("RUN", $"install -d -m 0700 -o $APP_UID -g $APP_UID {file.Volume}"), file.Final);
        Assert.Equal(file.Volume, file.Environment.GetValueOrDefault("GLOBALLB_DATA") ?? file.Environment.GetValueOrDefault("GLOBALLB_STATE"));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void It_exposes_and_checks_the_port_it_listens_on(string path)
    {
        var file = Find(path);
        var port = file.Environment.TryGetValue("GLOBALLB_WEB", out var web)
            ? new Uri(web).Port
            : CommandLines.ReadEdge(["--control", "http://control:8080"], file.Environment).Listen.Single().Port;
        Assert.Equal(web is null ? [$"{port}/udp", $"{port}/tcp"] : [$"{port}/tcp"], file.Ports);
        var check = file.Final.Single(instruction => instruction.Word == "HEALTHCHECK").Text;
        Assert.EndsWith($"-is-healthy\", \"{port}\"]", check, StringComparison.Ordinal);
        var script = check.Split('"')[1];
        Assert.Contains(("COPY", $"--chmod=0755 deploy/docker/{script} /usr/local/bin/{script}"), file.Final);
    }

    private static Dockerfile Find(string path) => Dockerfile.All.Single(file => file.Path == path);
}
