using System.CommandLine;
using GlobalLb.Server.Commands;

namespace GlobalLb.Server.Tests.Commands;

public sealed class HelpTests
{
    [Fact]
    public async Task The_root_lists_every_command_with_one_line_each()
    {
        var help = await Spoken.ByAsync("--help");
        Assert.Equal(ExitCode.Done, help.Code);
        var listed = help.Output[help.Output.IndexOf("Commands:", StringComparison.Ordinal)..]
            .Split('\n', StringSplitOptions.TrimEntries).Skip(1).TakeWhile(line => line.Length > 0);
        var commands = Root.Create().Subcommands;
        Assert.Equal(commands.Select(command => command.Name), listed.Select(line => line.Split(' ')[0]));
        Assert.Contains("Exit codes: 0 done", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_command_shows_its_examples_in_its_own_help()
    {
        foreach (var (path, command) in All(Root.Create(), []).Where(each => each.Command is DocumentedCommand { Examples.Count: > 0 }))
        {
            var help = await Spoken.ByAsync([.. path, "--help"]);
            Assert.Equal(ExitCode.Done, help.Code);
            Assert.Contains("Examples:", help.Output, StringComparison.Ordinal);
            foreach (var example in ((DocumentedCommand)command).Examples) Assert.Contains($"  {example}", help.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_edge_shows_the_help_of_its_own_program()
    {
        var help = await Spoken.ByAsync("edge", "--help");
        Assert.Contains("--control URL", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_example_is_a_command_line_that_is_understood()
    {
        var root = Root.Create();
        var examples = All(root, []).Select(each => each.Command).OfType<DocumentedCommand>().SelectMany(command => command.Examples).ToList();
        Assert.True(examples.Count > 8);
        foreach (var example in examples)
        {
            Assert.StartsWith("globallb ", example, StringComparison.Ordinal);
            Assert.Empty(root.Parse(example["globallb ".Length..].Replace('\'', '"')).Errors);
        }
    }

    [Fact]
    public void No_command_is_described_in_more_than_one_line()
    {
        foreach (var (_, command) in All(Root.Create(), []).Skip(1)) Assert.DoesNotContain('\n', command.Description!);
    }

    private static IEnumerable<(string[] Path, Command Command)> All(Command command, string[] path) =>
        command.Subcommands.SelectMany(each => All(each, [.. path, each.Name])).Prepend((path, command));
}
