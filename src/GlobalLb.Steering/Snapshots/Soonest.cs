namespace GlobalLb.Steering.Snapshots;

/// <summary>The soonest of moments still to come: when something that was folded for a moment must be folded again.</summary>
/// <param name="now">The moment it was folded for.</param>
internal struct Soonest(DateTimeOffset now)
{
    /// <summary>The soonest; null: there is none.</summary>
    public DateTimeOffset? At { get; private set; }

    /// <summary>Adds a moment; one that is over does not count.</summary>
    public void Add(DateTimeOffset? moment)
    {
        if (moment > now && !(moment >= At)) At = moment;
    }
}
