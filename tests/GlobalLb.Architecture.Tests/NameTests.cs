using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests;

public sealed partial class NameTests
{
    // Words that say nothing about what a thing is for, and so collect whatever has no place.
    private static readonly string[] Banned =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Common", "Core", "Base", "Infrastructure", "Extensions", "Misc", "Data", "Info", "Impl", "Service", "Services"];

    // Each with its reason; a reason is what a framework or a standard demands, or a word the operator reads.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["ComposeService"] = "what docker-compose.yml calls one, under its key 'services'",
        ["DataFolder"] = "the folder ./data, by the name its operator knows it by",
    };

    [Fact]
    public void No_file_or_folder_has_a_name_that_says_nothing() =>
        Offenders.None(Repository.Files.Where(file => Path.ChangeExtension(file, null) // an ending such as .service says for whom a file is
            .Split('/').Any(name => !Allowed.ContainsKey(name.Split('.')[0]) && IsBanned(name))));

    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        Offenders.None(Repository.Sources.SelectMany(file => Declaration().Matches(Repository.Read(file)).Select(match => (match.Groups["name"].Value, file)))
            .Where(type => IsBanned(type.Value)));

    [Fact]
    public void Every_exception_is_still_needed()
    {
        var names = Repository.Sources.SelectMany(file => Declaration().Matches(Repository.Read(file)).Select(match => match.Groups["name"].Value)).ToHashSet();
        Offenders.None(Allowed.Keys.Except(names));
    }

    [Theory]
    [InlineData("SnapshotManager", true)]
    [InlineData("HttpUtils", true)]
    [InlineData("DNSInfo", true)]
    [InlineData("base", true)]
    [InlineData("Database", false)]
    [InlineData("Servicing", false)]
    [InlineData("Metadata", false)]
    [InlineData("Corelation", false)]
    public void A_word_is_a_whole_part_of_a_name(string name, bool isBanned) => Assert.Equal(isBanned, IsBanned(name));

    private static bool IsBanned(string name) =>
        !Allowed.ContainsKey(name) && Part().Matches(name).Any(part => Banned.Contains(part.Value, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")]
    private static partial Regex Part();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|sealed|static|abstract|readonly|ref|partial|unsafe)\s+)*(?:class|record|struct|interface|enum|record\s+struct|record\s+class|delegate\s+\S+)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
