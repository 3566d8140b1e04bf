using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class IncludeTests
{
    private readonly Dictionary<string, string> _files = [];

    [Fact]
    public void RFC1035_5_1_Origin_and_owner_are_what_they_were_behind_an_included_file()
    {
        _files["hosts"] = "   TXT inherited\n@ A 192.0.2.1\n$ORIGIN deep\nx A 192.0.2.2\n";
        Assert.Equal(
            [
                "a.example.com. 60 IN A 192.0.2.9",
                "a.example.com. 60 IN TXT \"inherited\"",
                "sub.example.com. 60 IN A 192.0.2.1",
                "x.deep.sub.example.com. 60 IN A 192.0.2.2",
                "a.example.com. 60 IN MX 10 mail.example.com.",
                "b.example.com. 60 IN A 192.0.2.3",
            ],
            Read("$TTL 60\na A 192.0.2.9\n$INCLUDE hosts sub\n  MX 10 mail\nb A 192.0.2.3\n").Records.Select(record => record.ToString()));
    }

    [Fact]
    public void A_default_TTL_that_an_included_file_sets_stays() // as in BIND
    {
        _files["ttl"] = "$TTL 7\n";
        Assert.Equal(7u, Read("$INCLUDE ttl\na A 192.0.2.1").Records.Single().Ttl);
    }

    [Fact]
    public void A_problem_of_an_included_file_names_that_file()
    {
        _files["hosts"] = "\n\na 60 A 1\n";
        Assert.Equal(["hosts:3:8", "main:2:8"], Read("$INCLUDE \"hosts\"\nb 60 A 2\n").Problems.Select(problem => $"{problem.File}:{problem.Line}:{problem.Column}"));
    }

    [Theory]
    [InlineData("$INCLUDE", "main:1:1: $INCLUDE takes a file and perhaps an origin")]
    [InlineData("$INCLUDE a b c", "main:1:14: $INCLUDE takes a file and perhaps an origin")]
    [InlineData("$INCLUDE none", "main:1:10: there is no file none")]
    [InlineData("$INCLUDE a b..c", "main:1:12: the origin is no valid name")]
    [InlineData("$INCLUDE \"\"", "main:1:10: the name of the file is empty")]
    [InlineData("$INCLUDE a\\000b", "main:1:10: the name of the file is empty or has a control character")]
    [InlineData("$INCLUDE main", "main:1:10: main includes itself; remove this line")]
    [InlineData("$INCLUDE circle", "circle:1:10: main includes itself, by way of circle; remove this line")]
    public void What_cannot_be_included_is_said_in_a_sentence(string text, string begin)
    {
        _files["main"] = text;
        _files["circle"] = "$INCLUDE main";
        Assert.StartsWith(begin, Assert.Single(Read(text).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_may_include_one_another_sixteen_deep_and_no_deeper()
    {
        for (var i = 1; i < 20; i++) _files[$"f{i}"] = $"$INCLUDE f{i + 1}";
        _files["f16"] = "a 60 A 192.0.2.1";
        Assert.Single(Read("$INCLUDE f1").Records);
        _files["f16"] = "$INCLUDE f17";
        Assert.StartsWith("f16:1:10: the files include one another 16 deep", Assert.Single(Read("$INCLUDE f1").Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_multiply_one_another_end_in_a_sentence()
    {
        // Ten times each of the next, fifteen deep: 10^15 lines if nobody stopped them.
        for (var i = 0; i < 15; i++) _files[$"f{i}"] = string.Concat(Enumerable.Repeat($"$INCLUDE f{i + 1}\n", 10));
        _files["f15"] = new string(';', 1 << 24);
        var reading = Read("$INCLUDE f0");
        Assert.Contains("more than 536870912 characters of text", reading.Problems[0].Sentence, StringComparison.Ordinal);
    }

    private MasterFileReading Read(string text) => MasterFile.Parse(text, DomainName.Parse("example.com"), "main", Find);

    private bool Find(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
    {
        file = _files.TryGetValue(path, out var text) ? new IncludedFile(path, text) : null;
        problem = file is null ? $"there is no file {path}" : null;
        return file is not null;
    }
}
