using System.CommandLine;
using System.CommandLine.Help;

namespace GlobalLb.Server.Commands;

/// <summary>All commands.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        var root = new RootCommand($"""
            GlobalLb answers DNS with healthy regional endpoints.

            With no command it runs everything in one process: 'globallb' is 'globallb run'.

            {ExitCode.Help}
            """)
        {
            RunCommand.Create(),
            RoleCommand.Create("control", "Run only Control: probe, judge, publish"),
            RoleCommand.Create("web", "Run only Web: the pages and the API"),
            EdgeCommand.Create(),
            VantageCommand.Create(),
            MigrateCommand.Create(),
            ExplainCommand.Create(),
            SimulateCommand.Create(),
            CheckCommand.Create(),
            HistoryCommand.Create(),
            ConfigCommand.Create(),
            ImportCommand.Create(),
            LatencyCommand.Create(),
            FreezeCommand.Create(),
            PushCommand.Create(),
            ZoneCommand.Create(),
            GeoCommand.Create(),
            PeopleCommand.Create(),
            WorkCommand.Create(),
        };
        foreach (var help in root.Options.OfType<HelpOption>()) help.Action = new DocumentedHelp((HelpAction)help.Action!);
        return root;
    }
}
