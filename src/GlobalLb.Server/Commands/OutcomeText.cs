using GlobalLb.Steering.Validation;
using GlobalLb.Store.Configurations;

namespace GlobalLb.Server.Commands;

/// <summary>How an edit ended, for people, and what the program's exit says of it.</summary>
internal static class OutcomeText
{
    /// <summary>Says it.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="done">What was done: <c>applied</c>.</param>
    /// <param name="not">What is the case otherwise: <c>nothing was changed</c>.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="error">Standard error.</param>
    public static async Task<int> SayAsync(EditOutcome outcome, string done, string not, TextWriter output, TextWriter error)
    {
        switch (outcome)
        {
            case EditOutcome.Accepted accepted:
                await output.WriteLineAsync($"{done} as version {accepted.Version}");
                return ExitCode.Done;
            case EditOutcome.Unchanged unchanged:
                await output.WriteLineAsync($"nothing to change: version {unchanged.Version} says the same");
                return ExitCode.Done;
            case EditOutcome.Rejected { Problems: [{ Path: EditOutcome.SizePath } size] }:
                await error.WriteLineAsync($"globallb: {not}: {size.Sentence}{(size.Sentence.Contains("confirm", StringComparison.Ordinal) ? " with --confirm" : "")}");
                return ExitCode.NotFound;
            case EditOutcome.Rejected rejected:
                return await RefuseAsync(rejected.Problems, not, error);
            case EditOutcome.Outdated outdated:
                await error.WriteLineAsync($"globallb: {not}: somebody stored version {outdated.Newest} meanwhile; call this again");
                return ExitCode.Failed;
            case EditOutcome.Unavailable unavailable:
                await error.WriteLineAsync($"globallb: {unavailable.Reason}");
                return ExitCode.Failed;
            default:
                throw new InvalidOperationException($"{outcome} is an outcome this command does not know");
        }
    }

    /// <summary>Says why a configuration would not be valid.</summary>
    public static async Task<int> RefuseAsync(IReadOnlyList<Problem> problems, string not, TextWriter error)
    {
        foreach (var problem in problems) await error.WriteLineAsync($"{problem}");
        await error.WriteLineAsync($"globallb: {not}: the configuration would not be valid");
        return ExitCode.NotFound;
    }
}
