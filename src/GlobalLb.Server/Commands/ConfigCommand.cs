using System.CommandLine;
using GlobalLb.Server.Declaring;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb config</c>: the whole configuration as a YAML document that people keep with their other files.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "The configuration as YAML: export it, see what a file would change, apply it")
    {
        ConfigExportCommand.Create(), ConfigPlanCommand.Create(), ConfigApplyCommand.Create(), ConfigSchemaCommand.Create(),
    };

    /// <summary>What is read.</summary>
    public static Argument<string> Source() => new("path")
    {
        Description = "A YAML file, a folder of files *.yaml and *.yml that are one configuration together, or - for standard input",
    };

    /// <summary>Reads what is written, or says everything that is wrong with it.</summary>
    /// <exception cref="NotFoundException">It is no valid configuration.</exception>
    public static async Task<ConfigurationDocument> ReadAsync(string path, TextWriter error)
    {
        var declaration = Declaration.Read(path, Console.OpenStandardInput(), TimeProvider.System.GetUtcNow());
        foreach (var problem in declaration.Problems) await error.WriteLineAsync(problem);
        return declaration.Document ?? throw new NotFoundException($"nothing was changed: correct {(declaration.Problems.Length == 1 ? "the problem" : $"the {declaration.Problems.Length} problems")} first");
    }
}
