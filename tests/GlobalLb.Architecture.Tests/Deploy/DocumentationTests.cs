using System.Text.RegularExpressions;
using GlobalLb.Server.Declaring;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>README.md and docs/ name only what is there, and every command line in them is understood by the programs.</summary>
public sealed partial class DocumentationTests
{
    private const string Operating = "docs/operating.md";

    public static TheoryData<string> Paths => [.. Page.All.Select(page => page.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Command_lines_are_understood(string path) => Assert.All(Page.Find(path).Commands, line => AssertUnderstood(line));

    [Fact]
    public void Command_lines_in_comments_of_deploy_are_understood()
    {
        var lines = Repository.Read(ComposeFile.FileName).Split('\n').Where(line => line.StartsWith("#   ", StringComparison.Ordinal)).Select(line => line[4..]);
        Assert.Equal(1, lines.Count(AssertUnderstood));
    }

    [Fact]
    public void There_are_command_lines_to_check()
    {
        Assert.True(Page.Find("README.md").Commands.Count(AssertUnderstood) >= 2);
        Assert.True(Page.Find(Operating).Commands.Count(AssertUnderstood) >= 5);
    }

    [Theory]
    [InlineData("./globallb run --nonsense")]
    [InlineData("./globallb run --roles cook")]
    [InlineData("globallb-edge --dns 53")]
    [InlineData("docker compose exec globallb dotnet globallb.dll peoples link")]
    public void A_wrong_command_line_would_be_noticed(string line) => Assert.ThrowsAny<Exception>(() => AssertUnderstood(line));

    [Fact]
    public void Commands_that_are_named_in_passing_exist()
    {
        var named = Page.All.SelectMany(page => page.Spans).Select(CommandLines.Split).Where(words => words is ["./globallb" or "globallb", _, ..]).ToList();
        Assert.True(named.Count >= 5);
        Assert.All(named, words => Assert.Null(CommandLines.UnknownOf(words[1..])));
        Assert.Equal("globe", CommandLines.UnknownOf(["zone", "globe"]));
    }

    [Fact]
    public void What_the_benchmarks_are_told_is_in_their_help()
    {
        var help = Repository.Read("benchmarks/GlobalLb.Benchmarks/Program.cs").Split("\"\"\"")[1];
        var lines = Page.All.SelectMany(page => page.Commands).Select(CommandLines.Split).Where(words => words is ["./bench", ..]).ToList();
        Assert.True(lines.Count >= 5);
        Assert.All(lines, words => Assert.Matches($@"\n +{words[1]} ", help));
        Assert.All(lines.SelectMany(words => words.Where(word => word.StartsWith("--", StringComparison.Ordinal))), option => Assert.Matches($@"\n +{option} ", help));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Paths_exist(string path) => Assert.All(
        Page.Find(path).Spans.Where(span => RepositoryPath().IsMatch(span)),
        span => Assert.True(Checkout.Has(span.TrimEnd('/')), $"{path} names {span}, which does not exist"));

    [Theory]
    [MemberData(nameof(Paths))]
    public void Links_lead_somewhere(string path) => Assert.All(Link().Matches(Page.Find(path).Prose), match =>
    {
        var parts = match.Groups[1].Value.Split('#');
        if (parts[0].Contains("://", StringComparison.Ordinal)) return;
        var target = parts[0].Length == 0 ? path : Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Checkout.PathOf(path), "..", parts[0])));
        Assert.True(Checkout.Has(target), $"{path} links to {target}, which does not exist");
        if (parts.Length > 1) Assert.Contains(parts[1], Anchors(Page.Find(target)));
    });

    [Theory]
    [MemberData(nameof(Paths))]
    public void Dig_asks_where_something_listens(string path) => Assert.All(
        Page.Find(path).Commands.Where(line => line.StartsWith("dig @127.0.0.1", StringComparison.Ordinal)),
        line => Assert.Contains(CommandLines.ValueOf(CommandLines.Split(line), "-p"), new[] { "5300", "5301", "5302" }));

    [Fact]
    public void Every_environment_variable_that_is_read_is_described_and_no_other()
    {
        var described = Row().Matches(Page.Find(Operating).Section("Environment variables")).Select(match => match.Groups[1].Value);
        Assert.Equal(Variables.Read.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_metric_is_described_and_no_other()
    {
        var sources = Checkout.Files("Metrics.cs", "src", "web").Select(Repository.Read).ToList();
        var metrics = sources.SelectMany(text => Instrument().Matches(text)).Select(match => match.Groups[1].Value);
        var described = Row().Matches(Page.Find(Operating).Section("Metrics")).Select(match => match.Groups[1].Value);
        Assert.Equal(metrics.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Log_lines_that_are_described_are_really_written()
    {
        var written = string.Concat(Checkout.Files("Log.cs", "src", "web").Select(Repository.Read));
        var described = Row().Matches(Page.Find(Operating).Section("Log lines worth an alarm")).Select(match => match.Groups[1].Value).ToList();
        Assert.True(described.Count >= 5);
        Assert.All(described, line => Assert.Contains(line, written, StringComparison.Ordinal));
    }

    [Fact]
    public void Tables_and_columns_that_are_named_exist()
    {
        var schema = string.Concat(Checkout.Files(".cs", "migrations").Select(Repository.Read));
        Assert.All(Page.All.SelectMany(page => Table().Matches(page.Text)), match => Assert.Contains($"CREATE TABLE {match.Value} ", schema, StringComparison.Ordinal));
        Assert.All(Page.All.SelectMany(page => Column().Matches(page.Text)), match => Assert.Matches($@"\n\s+{match.Groups[1].Value}\s+\w+", schema));
    }

    [Fact]
    public void Configurations_in_the_documentation_are_valid()
    {
        var written = Page.All.SelectMany(page => page.Blocks.Where(block => block.Kind == "yaml").Select(block => (page.Path, block.Body))).ToList();
        Assert.NotEmpty(written);
        Assert.All(written, block => Assert.Empty(Declaration.Of(block.Path, block.Body, DateTimeOffset.UnixEpoch).Problems));
    }

    [Fact]
    public void All_decisions_are_in_the_index()
    {
        var index = Page.Find("docs/decisions/README.md").Text;
        Assert.All(
            Page.All.Where(page => page.Path.StartsWith("docs/decisions/0", StringComparison.Ordinal)),
            page => Assert.Contains($"]({Path.GetFileName(page.Path)})", index, StringComparison.Ordinal));
    }

    // Whether the line is one of ours; it must then be right.
    private static bool AssertUnderstood(string line)
    {
        var words = CommandLines.Split(line);
        IReadOnlyList<string>? problems = words switch
        {
            ["sudo", ..] => throw new FormatException($"no example should need sudo: {line}"),
            ["./globallb" or "globallb", .. var arguments] => CommandLines.ProblemsOfServer(arguments),
            ["globallb-edge", .. var arguments] => CommandLines.ProblemsOfEdge(arguments, new Dictionary<string, string>()),
            ["docker", "compose", "exec", var service, "dotnet", var program, .. var arguments] =>
                ComposeFile.Current.Services[service].Dockerfile!.EntryPoint[1] == program ? CommandLines.ProblemsOfServer(arguments) : [$"{service} does not run {program}"],
            _ => null,
        };
        Assert.True(problems is not { Count: > 0 }, $"'{line}': {string.Join(' ', problems ?? [])}");
        return problems is not null;
    }

    private static IEnumerable<string> Anchors(Page page) => Heading().Matches(page.Prose)
        .Select(match => NotInAnchors().Replace(match.Groups[1].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"^(src|web|tests|benchmarks|migrations|deploy|docs)/[\w./-]+$|^[\w.-]+\.(yml|sln|props)$")]
    private static partial Regex RepositoryPath();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\| `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"eter\.Create\w+(?:<\w+>)?\(\s*""([^""]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"\bgloballb\.(?!service|sysusers|dll|env|git|sln|sql|dump|yaml)[a-z_]+\b(?!\.)")]
    private static partial Regex Table();

    [GeneratedRegex(@"\bSET (\w+) =")]
    private static partial Regex Column();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchors();
}
