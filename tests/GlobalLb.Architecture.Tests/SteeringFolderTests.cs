using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests;

public sealed partial class SteeringFolderTests
{
    private const string Folder = "src/GlobalLb.Steering/";

    // The order in which it is read, which is the story it tells.
    private static readonly string[] Order =
        ["Configuration", "Validation", "Health", "Aliases", "Publications", "Places", "Snapshots", "Choosing", "Answering", "Explaining", "Simulating"];

    [Fact]
    public void Every_folder_has_a_place_in_the_story()
    {
        var sources = Repository.Sources.Where(file => file.StartsWith(Folder, StringComparison.Ordinal)).Select(file => file[Folder.Length..]);
        Assert.Equal(Order.Order(StringComparer.Ordinal), sources.Select(file => file.Split('/')[0]).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Configuration")]
    [InlineData("Validation")]
    [InlineData("Health")]
    [InlineData("Aliases")]
    [InlineData("Publications")]
    [InlineData("Places")]
    [InlineData("Snapshots")]
    [InlineData("Choosing")]
    [InlineData("Answering")]
    [InlineData("Explaining")]
    [InlineData("Simulating")]
    public void A_folder_uses_only_those_above_it(string folder)
    {
        var below = Order[(Array.IndexOf(Order, folder) + 1)..];
        var uses = from file in Repository.Sources
                   where file.StartsWith($"{Folder}{folder}/", StringComparison.Ordinal)
                   from line in Repository.Lines(file)
                   where !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                   from Match use in Qualified().Matches(line)
                   where below.Contains(use.Groups["folder"].Value)
                   select $"{file}: {line.Trim()}";
        Offenders.None(uses);
    }

    // A using directive, or a name qualified from the project or from the folder on.
    [GeneratedRegex(@"(?:GlobalLb\.Steering\.|(?<![\w.]))(?<folder>Configuration|Validation|Health|Aliases|Publications|Places|Snapshots|Choosing|Answering|Explaining|Simulating)(?=[.;]\w*)")]
    private static partial Regex Qualified();
}
