namespace GlobalLb.Store.People;

/// <summary>Somebody who may sign in.</summary>
/// <param name="Id">Never changes.</param>
/// <param name="Name">Unique without regard to case.</param>
/// <param name="Role">What they may do.</param>
/// <param name="IsDisabled">Whether they are kept out.</param>
/// <param name="CreatedAt">When they were let in.</param>
public sealed record Person(Guid Id, string Name, Role Role, bool IsDisabled, DateTimeOffset CreatedAt);
