using System.CommandLine;
using GlobalLb.Edge.Answering;
using GlobalLb.Store;
using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Commands;

/// <summary>Turns every way a command can fail into one sentence and an exit code; nothing else prints a stack.</summary>
internal static class Failing
{
    public static void SetAction(Command command, Func<ParseResult, CancellationToken, Task<int>> action) =>
        command.SetAction(async (ParseResult parsed, CancellationToken cancellation) =>
        {
            try
            {
                return await action(parsed, cancellation);
            }
            catch (Exception failure) when (failure is StartFailure or ListenException or DatabaseUnavailableException)
            {
                return Say(parsed, failure.Message, ExitCode.Failed);
            }
            catch (NotFoundException failure)
            {
                return Say(parsed, failure.Message, ExitCode.NotFound);
            }
            catch (Exception failure) when (Absence.Explains(failure))
            {
                return Say(parsed, $"The database cannot be asked: {Absence.Describe(failure)}", ExitCode.Failed);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                return Say(parsed, failure.Message, ExitCode.Failed);
            }
            catch (OperationCanceledException)
            {
                return Say(parsed, "stopped", ExitCode.Failed);
            }
        });

    private static int Say(ParseResult parsed, string sentence, int code)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"globallb: {sentence}");
        return code;
    }
}
