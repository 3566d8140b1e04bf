using GlobalLb.Steering.Places;

namespace GlobalLb.Store.Configurations;

/// <summary>Who edits, why, and which version was on the desk.</summary>
/// <param name="Author">Who edits.</param>
/// <param name="Comment">What the author says about it; may be empty.</param>
/// <param name="ExpectedVersion">The newest version the author knew; 0: nothing was written yet.</param>
/// <param name="IsConfirmed">Whether the author was shown how much would go, and meant it.</param>
public sealed record EditRequest(string Author, string Comment, long ExpectedVersion, bool IsConfirmed = false)
{
    /// <summary>Where clients are by the files of places in use, for expectations that only they can judge; null: there are none.</summary>
    public PlaceTable? Places { get; init; }
}
