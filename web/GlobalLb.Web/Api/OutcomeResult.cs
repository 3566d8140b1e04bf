using GlobalLb.Store.Configurations;
using Microsoft.AspNetCore.Http;

namespace GlobalLb.Web.Api;

/// <summary>How an edit ended, for programs.</summary>
internal static class OutcomeResult
{
    /// <summary>The answer to who edited.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="say">Says that the configuration is as wanted: by <c>accepted</c> or <c>unchanged</c>, and the newest version.</param>
    public static IResult Of(EditOutcome outcome, Func<string, long, IResult> say) => outcome switch
    {
        EditOutcome.Accepted accepted => say("accepted", accepted.Version),
        EditOutcome.Unchanged unchanged => say("unchanged", unchanged.Version),
        EditOutcome.Rejected rejected => Results.ValidationProblem(
            rejected.Problems.GroupBy(problem => problem.Path, problem => problem.Sentence).ToDictionary(path => path.Key, path => path.ToArray())),
        EditOutcome.Outdated outdated => ApiRoutes.Problem(StatusCodes.Status409Conflict, $"Version {outdated.Newest} was stored meanwhile; ask again."),
        EditOutcome.Unavailable unavailable => ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, unavailable.Reason),
        _ => throw new InvalidOperationException($"{outcome} is an outcome the API does not know"),
    };
}
