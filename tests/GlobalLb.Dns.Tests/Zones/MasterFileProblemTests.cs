using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Zones;

public sealed class MasterFileProblemTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.com");

    private static bool Included(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem)
    {
        (file, problem) = (new IncludedFile(path, "$ORIGIN b\nb 5 A 192.0.2.1\n$INCLUDE c\n"), null);
        return true;
    }

    private static string[] Problems(string text)
    {
        var reading = MasterFile.Parse(text, Zone, "test.zone");
        Assert.Empty(reading.Records);
        return [.. reading.Problems.Select(problem => problem.ToString())];
    }

    [Theory]
    [InlineData("a A 192.0.2.1", "test.zone:1:3: the record has no TTL")]
    [InlineData("  60 A 192.0.2.1", "test.zone:1:3: the line begins with a blank")]
    [InlineData("a 60 A 192.0.2", "test.zone:1:8: '192.0.2' is not an IPv4 address")]
    [InlineData("a 60 MX 10", "test.zone:1:9: the mail exchange is missing")]
    [InlineData("a 60 XYZ 1 2 3", "test.zone:1:6: 'XYZ' is no type of record known here")]
    [InlineData("a 60 CH TXT x", "test.zone:1:6: the class CH")]
    [InlineData("a 60 IN", "test.zone:1:6: the type and the data")]
    [InlineData("a 5y A 192.0.2.1", "test.zone:1:3: '5y' is no TTL")]
    [InlineData("a..b 60 A 192.0.2.1", "test.zone:1:1: the name of the record is no valid name")]
    [InlineData("a. 60 A 192.0.2.1\n.example.com 60 A 192.0.2.1", "test.zone:2:1: the name of the record is no valid name")]
    [InlineData("x.org. 60 SOA a b 1 2 3 4 5", "test.zone:1:11: this SOA record is for x.org., not for example.com.; load the file as the zone x.org")]
    [InlineData("a 60 CLASS3 A 192.0.2.1", "test.zone:1:6: the class CLASS3")]
    [InlineData(" $TTL 5\n", "test.zone:1:2: the line begins with a blank, but")]
    [InlineData("a $TTL 5", "test.zone:1:3: '$TTL' stands behind a blank or a name")]
    [InlineData("a 4294967296 A 192.0.2.1", "test.zone:1:3: '4294967296' is no TTL")]
    [InlineData("a 60 TXT \"one\ntwo\"", "test.zone:1:10: this quoted text is not closed on its line")]
    [InlineData("a 60 A 192.0.2.1\nb\0 60 A 192.0.2.1", "test.zone:2:2: the file holds the octet NUL")]
    [InlineData("a 60 TXT \"open", "test.zone:1:10: this quoted text is not closed")]
    [InlineData("a 60 TXT ( open\n\n", "test.zone:1:10: this '(' is never closed")]
    [InlineData("a 60 TXT x )", "test.zone:1:12: this ')' has no '('")]
    [InlineData("$TTL", "test.zone:1:1: $TTL takes one period")]
    [InlineData("$ORIGIN a b", "test.zone:1:11: $ORIGIN takes one name")]
    [InlineData("$ORIGIN a..b", "test.zone:1:9: the origin is no valid name")]
    [InlineData("$INCLUDE other.zone", "test.zone:1:10: $INCLUDE is not possible here")]
    [InlineData("$THING", "test.zone:1:1: '$THING' is no directive")]
    [InlineData("a 60 ANY x", "test.zone:1:6: ANY exists in questions only")]
    public void A_problem_says_where_it_is_and_what_would_be_right(string text, string begin) =>
        Assert.StartsWith(begin, Problems(text)[0], StringComparison.Ordinal);

    [Fact]
    public void What_an_open_parenthesis_swallowed_is_still_searched_for_problems() =>
        Assert.Equal(["test.zone:1:10", "test.zone:2:8"], Problems("a 60 TXT ( x\nb 60 A 1.2.3\nc 60 A 192.0.2.1\n").Select(problem => string.Join(':', problem.Split(':')[..3])));

    [Fact]
    public void Problems_are_bounded_in_number_and_in_length_and_say_how_many_more_there_are()
    {
        var problems = Problems(string.Concat(Enumerable.Repeat($"a 60 A {new string('9', 5_000)}\u001b[2J\n", 1_234)));
        Assert.Equal(1_001, problems.Length);
        Assert.Equal("test.zone:1001:8: 234 more problems from here on; correct those above first", problems[^1]);
        Assert.All(problems, problem => Assert.True(problem.Length < 400 && !problem.Any(char.IsControl), problem));
    }

    [Fact]
    public void Warnings_are_bounded_in_number_too_and_the_records_are_taken()
    {
        var reading = MasterFile.Parse("a 60 A 192.0.2.1\n" + string.Concat(Enumerable.Repeat("a.example.net. 60 A 192.0.2.1\n", 1_234)), Zone, "test.zone");
        Assert.Equal(1_001, reading.Warnings.Length);
        Assert.Equal("test.zone:1002:1: warning: 234 more warnings from here on", reading.Warnings[^1].ToString());
        Assert.Single(reading.Records);
    }

    [Fact]
    public void All_problems_are_found_and_nothing_is_taken_from_a_file_with_one()
    {
        var problems = Problems("$TTL 60\nok A 192.0.2.1\nbad A 1\n A 2\nworse\nlast A 192.0.2.2\n");
        Assert.Equal([3, 4, 5], problems.Select(problem => int.Parse(problem.Split(':')[1])));
    }

    [Fact]
    public void Random_texts_never_throw()
    {
        string[] pieces = ["a", "@", "$TTL", "$ORIGIN", " ", "\t", "\n", "\r\n", "(", ")", "\"", "\\", "\\1", ";", "$INCLUDE", "$GENERATE", "1-3", "$", "${1,2,n}", "CNAME", "IN", "60", "A", "TXT", "SOA", "\\#", "192.0.2.1", "é", "."];
        var chance = new Random(11);
        for (var round = 0; round < 50_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, chance.Next(20)).Select(_ => pieces[chance.Next(pieces.Length)]));
            var reading = MasterFile.Parse(text, Zone, "random", Included);
            Assert.True(reading.IsValid || reading.Records.IsEmpty);
        }
    }
}
