using System.CommandLine;
using GlobalLb.Control.Pushing;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb push</c>: endpoints that report of themselves.</summary>
internal static class PushCommand
{
    public static Command Create() => new("push", "Endpoints that report of themselves") { CreateToken() };

    private static DocumentedCommand CreateToken()
    {
        var endpoint = new Argument<string>("endpoint") { Description = "The code of the endpoint" };
        var command = new DocumentedCommand(
            "token",
            "Say by which token an endpoint may report of itself",
            ["globallb push token eu-web-1 --push-key \"a secret of your own\""],
            "It reports by POST /push/v1/ENDPOINT?well=true with 'Authorization: Bearer TOKEN'. Whoever changes the key changes all tokens.") { endpoint };
        command.Options.Add(ProbingOptions.PushKey);
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var key = ProbingOptions.ReadPushKey(parsed) ?? throw new NotFoundException("there is no push key: give --push-key, or GLOBALLB_PUSH_KEY");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(PushToken.Of(key, new EndpointCode(parsed.GetValue(endpoint)!)).AsMemory(), cancellation);
            return ExitCode.Done;
        });
        return command;
    }
}
