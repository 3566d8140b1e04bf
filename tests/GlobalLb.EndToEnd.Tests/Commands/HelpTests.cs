using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

public sealed class HelpTests(ITestOutputHelper output) : EndToEndTest(output)
{
    [Theory(Timeout = 60_000)]
    [InlineData]
    [InlineData("run")]
    [InlineData("control")]
    [InlineData("web")]
    [InlineData("edge")]
    [InlineData("vantage")]
    [InlineData("vantage", "token")]
    [InlineData("migrate")]
    [InlineData("explain")]
    [InlineData("simulate")]
    [InlineData("history")]
    [InlineData("history", "export")]
    [InlineData("zone")]
    [InlineData("zone", "check")]
    [InlineData("zone", "serve")]
    [InlineData("zone", "import")]
    [InlineData("zone", "export")]
    [InlineData("people")]
    [InlineData("people", "link")]
    [InlineData("work", "list")]
    public async Task Every_command_helps_with_an_example(params string[] words)
    {
        var (code, program) = await Stage.RunAsync([.. words, "--help"]);
        Assert.Equal(0, code);
        Assert.Matches($@"(?s)Examples?:.*globallb(-edge)? ?{string.Join(' ', words.Where(word => word != "edge"))}", program.Transcript);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_edge_helps_too()
    {
        var edge = Stage.Start("globallb-edge --help", [.. Programs.Edge, "--help"]);
        Assert.Equal(0, await edge.WaitForExitAsync(Stage.Patience));
        Assert.Contains("Example:", edge.Transcript, StringComparison.Ordinal);
        Assert.Contains("Exit code:", edge.Transcript, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_command_that_does_not_exist_is_refused()
    {
        var (code, program) = await Stage.RunAsync("dance");
        Assert.Equal(1, code);
        Assert.Contains("'dance'", program.Transcript, StringComparison.Ordinal);
    }
}
