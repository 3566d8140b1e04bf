using System.Collections.Immutable;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Store.Configurations;

/// <summary>What became of an edit. Only <see cref="Accepted"/> changed anything.</summary>
public abstract record EditOutcome
{
    /// <summary>The path of the one problem that <see cref="EditRequest.IsConfirmed"/> answers: an edit removes much at once.</summary>
    public const string SizePath = "size";

    private EditOutcome()
    {
    }

    /// <summary>The edit is the newest version now.</summary>
    /// <param name="Version">Its version.</param>
    public sealed record Accepted(long Version) : EditOutcome;

    /// <summary>The edited whole has problems.</summary>
    /// <param name="Problems">All of them.</param>
    public sealed record Rejected(ImmutableArray<Problem> Problems) : EditOutcome;

    /// <summary>Somebody else edited meanwhile.</summary>
    /// <param name="Newest">The newest version.</param>
    public sealed record Outdated(long Newest) : EditOutcome;

    /// <summary>The edit changes nothing, so there is no new version.</summary>
    /// <param name="Version">The newest version, still.</param>
    public sealed record Unchanged(long Version) : EditOutcome;

    /// <summary>The database cannot be asked now.</summary>
    /// <param name="Reason">One sentence for the person waiting.</param>
    public sealed record Unavailable(string Reason) : EditOutcome;
}
