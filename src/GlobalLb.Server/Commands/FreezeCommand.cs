using System.CommandLine;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb freeze</c>: what holds withdrawal for all.</summary>
internal static class FreezeCommand
{
    private const string Not = "nothing was confirmed";

    public static Command Create() => new("freeze", "What is held because much seemed to fall at once") { CreateConfirm() };

    private static DocumentedCommand CreateConfirm()
    {
        var options = new DatabaseOptions();
        var command = new DocumentedCommand(
            "confirm",
            "Confirm that what seems down is down: it is withdrawn",
            ["globallb freeze confirm"],
            "A freeze also ends by itself, when most of what fell is seen up again. The confirmation is a version like any other edit.");
        options.AddTo(command);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            await using var database = await options.OpenAsync(parsed, cancellation);
            await using var store = database.Store();
            var health = await store.GetRequiredService<CurrentHealth>().ReadAsync(cancellation);
            if (!FreezeGuard.IsFreeze(health.Held))
            {
                await error.WriteLineAsync($"globallb: {Not}: nothing is frozen");
                return ExitCode.NotFound;
            }

            await output.WriteLineAsync(health.Held);
            var outcome = await store.GetRequiredService<ConfigurationEdit>().ApplyToNewestAsync(
                $"{Environment.UserName} (freeze confirm)", "confirm the freeze", document => document.WithFreezeConfirmed(TimeProvider.System.GetUtcNow()), cancellation);
            return await OutcomeText.SayAsync(outcome, "confirmed", Not, output, error);
        });
        return command;
    }
}
