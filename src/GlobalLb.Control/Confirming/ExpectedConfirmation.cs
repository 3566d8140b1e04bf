using GlobalLb.Steering.Publications;
using GlobalLb.Store.Health;

namespace GlobalLb.Control.Confirming;

/// <summary>A health publication that waits to be confirmed by those who followed when it was made. For one caller at a time.</summary>
/// <param name="fence">Which.</param>
/// <param name="at">When it was published, as history has it.</param>
/// <param name="begun">The same moment on the clock that only goes forward.</param>
/// <param name="unnamed">How many followed that never confirm anything.</param>
internal sealed class ExpectedConfirmation(Fence fence, DateTimeOffset at, long begun, int unnamed)
{
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private int _confirmed;
    private TimeSpan _longest;

    /// <summary>When it was published.</summary>
    public long Begun => begun;

    /// <summary>Whether all confirmed it.</summary>
    public bool IsComplete => _missing.Count == 0;

    /// <summary>Waits for one more edge.</summary>
    public void WaitFor(string edge) => _missing.Add(edge);

    /// <summary>Takes what an edge said.</summary>
    /// <param name="word">Whoever answers from a later table has taken this one, or something better.</param>
    /// <param name="after">How long after the publication it had taken that.</param>
    public void Hear(Confirmation word, TimeSpan after)
    {
        if (!word.Health.Reaches(fence) || !_missing.Remove(word.Edge)) return;
        _confirmed++;
        if (after > _longest) _longest = after;
    }

    /// <summary>What it came to.</summary>
    /// <param name="isConnected">Whether an edge that did not confirm is still there.</param>
    public PublicationConfirmation Settle(Func<string, bool> isConnected)
    {
        var missing = _missing.Order(StringComparer.Ordinal).ToLookup(isConnected);
        return new PublicationConfirmation(
            at, fence.Term, fence.Order, _confirmed, _confirmed > 0 ? _longest.TotalMilliseconds : null, [.. missing[true]], [.. missing[false]], unnamed);
    }
}
