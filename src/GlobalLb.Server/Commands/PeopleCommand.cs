using System.CommandLine;
using GlobalLb.Server.Running;
using GlobalLb.Store.People;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb people link</c>: the way back in when the last administrator lost the password.</summary>
internal static class PeopleCommand
{
    public static Command Create() => new("people", "Who may sign in") { Link() };

    private static DocumentedCommand Link()
    {
        var role = new Option<Role>("--role") { Description = "What the person may do", DefaultValueFactory = _ => Role.Administrator };
        var web = new Option<string?>("--web") { Description = "Where the pages are (http://127.0.0.1:8080). Also GLOBALLB_WEB", HelpName = "URL" };
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "link",
            "Print a one-time set-up link for a new person, good for 24 hours",
            ["globallb people link --role operator"]) { role, web };
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var key = await store.GetRequiredService<People>().CreateSetUpLinkAsync(parsed.GetValue(role), TimeSpan.FromHours(24), cancellation);
            var address = parsed.GetValue(web) ?? Settings.Find("Web") ?? "http://127.0.0.1:8080";
            await Console.Out.WriteLineAsync($"{address.TrimEnd('/')}/set-up?key={key}");
            return ExitCode.Done;
        });
        return command;
    }
}
