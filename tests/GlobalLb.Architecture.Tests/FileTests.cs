using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests;

public sealed partial class FileTests
{
    private const int MostLines = 400;
    private const int MostLinesOfMarkup = 150;

    // What the whole project says and counts is seen from all its folders without a word.
    private static readonly string[] SeenFromEverywhere = ["src/GlobalLb.Edge/Observing/EdgeLog.cs", "src/GlobalLb.Edge/Observing/EdgeMetrics.cs"];

    [Fact]
    public void No_source_file_is_longer_than_a_person_reads() =>
        Offenders.None(Repository.Sources.Select(file => (file, Repository.Lines(file).Length)).Where(file => file.Length > MostLines));

    [Fact]
    public void No_page_has_more_markup_than_a_person_reads() =>
        Offenders.None(Repository.Files.Where(file => file.EndsWith(".razor", StringComparison.Ordinal))
            .Select(file => (file, Length: Repository.Lines(file).TakeWhile(line => !line.StartsWith("@code", StringComparison.Ordinal)).Count()))
            .Where(file => file.Length > MostLinesOfMarkup));

    [Fact]
    public void A_file_has_one_public_type() =>
        Offenders.None(Repository.Sources.Where(file => !file.StartsWith("tests/", StringComparison.Ordinal)).Where(file => PublicType().Count(Repository.Read(file)) > 1));

    [Fact]
    public void A_public_type_stands_in_a_file_of_its_name() =>
        Offenders.None(Repository.Sources
            .Where(file => !file.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(file => PublicType().Matches(Repository.Read(file)).Select(match => (file, Type: match.Groups["name"].Value)))
            .Where(found => Path.GetFileName(found.file).Split('.')[0] != found.Type));

    [Fact]
    public void A_namespace_is_the_folder_it_stands_in() =>
        Offenders.None(Repository.Sources.Except(SeenFromEverywhere).Where(file => !IsShared(file)).Where(file => Namespace().Match(Repository.Read(file)) is { Success: true } found
            && found.Groups["name"].Value != ExpectedNamespace(file)));

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine() =>
        Offenders.None(Repository.Files.Where(IsText).SelectMany(file => Repository.Lines(file).Where(line => MachinePath().IsMatch(line)).Select(line => $"{file}: {line.Trim()}")));

    // Compiled into several test projects, so that it belongs to none of them.
    private static bool IsShared(string file) => file.StartsWith("tests/", StringComparison.Ordinal) && file.Contains("/Shared/", StringComparison.Ordinal);

    private static string ExpectedNamespace(string file)
    {
        var parts = file.Split('/');
        return string.Join('.', parts[1..^1]);
    }

    private static bool IsText(string file) =>
        Path.GetExtension(file) is not (".png" or ".jpg" or ".ico" or ".woff2" or ".mmdb" or ".gz" or ".pfx");

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|ref|partial|unsafe)\s+)*(?:class|record struct|record|struct|interface|enum|delegate \S+)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    // The home of an administrator, and a folder called work at the root. In brackets, so that this line is not one.
    [GeneratedRegex(@"(?<![\w.}>-])/[w]ork/|(?<![\w.}>-])/[r]oot/")]
    private static partial Regex MachinePath();
}
