using System.CommandLine;
using GlobalLb.Server.Running;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb zone</c>: master files, into the configuration and out of it, or with no database at all.</summary>
internal static class ZoneCommand
{
    public static Command Create() => new("zone", "Master files: check them, serve them at once, import and export them")
    {
        ZoneCheckCommand.Create(), ZoneServeCommand.Create(), ZoneImportCommand.Create(), ZoneExportCommand.Create(),
    };

    /// <summary>The files a command works on.</summary>
    public static Argument<string[]> Files(ArgumentArity arity) => new("files")
    {
        Description = "Master files, each as FILE or ORIGIN=FILE; without an origin the file's name says it (example.test.zone)",
        Arity = arity,
    };

    /// <summary>The folder of what they include.</summary>
    public static Option<string?> Root() => new("--root")
    {
        Description = "The folder that $INCLUDE begins at and cannot leave (the folder the file is in)",
        HelpName = "folder",
    };

    /// <summary>The zones that are named on the command line.</summary>
    public static List<ZoneSource> Sources(ParseResult parsed, Argument<string[]> files) => [.. (parsed.GetValue(files) ?? []).Select(ZoneSource.Read)];
}
