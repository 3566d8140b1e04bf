using System.CommandLine;
using GlobalLb.Server.Example;
using GlobalLb.Server.Running;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb run</c>: everything, or some roles, in one process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var roles = new Option<string[]>("--roles")
        {
            Description = "Which roles to run: control, web, edge (all)",
            HelpName = "roles",
            AllowMultipleArgumentsPerToken = true,
        };
        var example = new Option<bool>("--no-example") { Description = "Leave an empty database empty" };
        var port = new Option<int?>("--example-port")
        {
            Description = $"The port of the example's simulated endpoints on 127.0.1.x ({LivingExample.DefaultPort}). Also GLOBALLB_EXAMPLE_PORT",
            HelpName = "port",
        };
        var options = new RoleOptions();
        var command = new DocumentedCommand(
            "run",
            "Run Control, Web and Edge in one process",
            [
                "globallb run",
                "globallb run --no-example --dns 192.0.2.53:53 --web http://127.0.0.1:8080",
                "globallb run --roles control web --postgres 'Host=db;Username=globallb;Database=globallb'",
            ],
            "An empty database gets a living example: the zone example.test in three regions whose endpoints this program serves itself.") { roles, example, port };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var chosen = parsed.GetValue(roles) is { Length: > 0 } named ? Read(named) : Roles.All;
            var run = options.Read(parsed, chosen) with { WithExample = !parsed.GetValue(example), ExamplePort = Read(parsed.GetValue(port)) };
            await Runner.RunAsync(run, cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static int Read(int? port)
    {
        var written = port?.ToString() ?? Settings.Find("ExamplePort");
        if (written is null) return LivingExample.DefaultPort;
        return int.TryParse(written, out var number) && number is > 0 and <= 65_535
            ? number
            : throw new StartFailure($"'{written}' is no port for the example's endpoints; write a number from 1 to 65535");
    }

    private static Roles Read(string[] named)
    {
        var roles = named
            .SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Aggregate(Roles.None, (roles, name) => roles | Read(name));
        if (roles == Roles.None) throw new StartFailure("--roles names no role; there are control, web and edge");
        if (roles.HasFlag(Roles.Edge) && !roles.HasFlag(Roles.Control))
            throw new StartFailure("an edge without control in the same process needs a feed to follow: run 'globallb edge --control URL'");
        return roles;
    }

    private static Roles Read(string name) => name switch
    {
        "control" => Roles.Control,
        "web" => Roles.Web,
        "edge" => Roles.Edge,
        _ => throw new StartFailure($"'{name}' is no role; there are control, web and edge"),
    };
}
