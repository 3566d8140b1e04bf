namespace GlobalLb.Store.Alerts;

/// <summary>Something that is wrong, as one receiver knows it.</summary>
/// <param name="Receiver">The receiver's name.</param>
/// <param name="Key">What it is, among all that can be wrong.</param>
/// <param name="Condition">All that is known of it, as JSON.</param>
/// <param name="SeenAt">When it was seen first.</param>
/// <param name="SaidAt">When the receiver was told last; null: not yet.</param>
/// <param name="Severity">How bad it was said to be.</param>
public sealed record OpenAlert(string Receiver, string Key, string Condition, DateTimeOffset SeenAt, DateTimeOffset? SaidAt, int Severity);
