using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The index of decisions lists what there is, in order, under its own title.</summary>
public sealed partial class DecisionTests
{
    private const string Folder = "docs/decisions";

    private static readonly string[] Records = [.. Checkout.Files(".md", Folder).Where(path => !path.EndsWith("README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    [Fact]
    public void The_index_has_a_row_for_each_record_with_its_number_and_title() => Assert.Equal(
        Records.Select(path =>
        {
            var file = Path.GetFileName(path);
            var title = Title().Match(Repository.Read(path));
            Assert.True(title.Success, $"{path} begins with no title such as '# 7. Two passes'");
            Assert.Equal(int.Parse(file[..4]), int.Parse(title.Groups[1].Value));
            return $"| {title.Groups[1].Value} | [{title.Groups[2].Value}]({file}) |";
        }),
        Repository.Read($"{Folder}/README.md").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2])));

    [GeneratedRegex(@"^# (\d+)\. (.+)\n")]
    private static partial Regex Title();
}
