using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Snapshots;

/// <summary>One time of a maintenance.</summary>
/// <param name="DrainsFrom">When what it is about begins to be drained: its lead before it begins.</param>
/// <param name="From">When it begins.</param>
/// <param name="To">When it is over.</param>
public readonly record struct MaintenanceTime(DateTimeOffset DrainsFrom, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The time of a maintenance that is on, or else the one that comes next; null: it is over for good.</summary>
    /// <param name="written">A valid one.</param>
    /// <param name="now">The moment it is for.</param>
    public static MaintenanceTime? Next(Maintenance written, DateTimeOffset now) => new MaintenanceFold(written).Next(now);

    /// <summary>Whether what it is about is drained.</summary>
    public bool IsOn(DateTimeOffset now) => DrainsFrom <= now && now < To;
}
