using System.Text.RegularExpressions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>A page of the documentation.</summary>
internal sealed partial class Page
{
    private Page(string path)
    {
        Path = path;
        Text = Repository.Read(path);
        Blocks = [.. Fence().Matches(Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
        Prose = Fence().Replace(Text, "");
    }

    public static IReadOnlyList<Page> All { get; } =
        [new("README.md"), .. Checkout.Files(".md", "docs").Order(StringComparer.Ordinal).Select(path => new Page(path))];

    public string Path { get; }

    public string Text { get; }

    /// <summary>The text without what stands in fences.</summary>
    public string Prose { get; }

    /// <summary>What stands in fences: the word behind the fence, and the text.</summary>
    public IReadOnlyList<(string Kind, string Body)> Blocks { get; }

    /// <summary>The lines of commands; one that ends in a backslash goes on in the next.</summary>
    public IEnumerable<string> Commands => Blocks.Where(block => block.Kind == "sh")
        .SelectMany(block => block.Body.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
        .Select(line => line.Trim()).Where(line => line.Length > 0);

    /// <summary>What is marked as code within the text.</summary>
    public IEnumerable<string> Spans => Span().Matches(Prose).Select(match => match.Groups[1].Value);

    public static Page Find(string path) => All.Single(page => page.Path == path);

    /// <summary>The text below a heading, up to the next of its level.</summary>
    public string Section(string heading)
    {
        var from = Prose.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(from >= 0, $"{Path} has no section '{heading}'");
        var to = Prose.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return to < 0 ? Prose[from..] : Prose[from..to];
    }

    public override string ToString() => Path;

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Span();
}
