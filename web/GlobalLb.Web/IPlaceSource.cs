using GlobalLb.Steering.Places;

namespace GlobalLb.Web;

/// <summary>Where addresses are that the configuration says nothing of, for what the pages and the API ask the evaluator.</summary>
public interface IPlaceSource
{
    /// <summary>What is known first, then whatever is known newly; does not end by itself.</summary>
    /// <param name="cancellation">Ends it.</param>
    IAsyncEnumerable<PlaceTable> FollowAsync(CancellationToken cancellation);
}
