namespace GlobalLb.Steering.Simulating;

/// <summary>How much of all clients of a kind another database of places touches.</summary>
/// <param name="Of">Whom: <c>IPv4</c>, <c>IPv6</c> or <c>observed</c>.</param>
/// <param name="Elsewhere">Which part of them it puts into another country, 0 to 1.</param>
/// <param name="Moved">Which part of their queries would be answered from another pool, 0 to 1; all steered names count alike.</param>
public sealed record PlacesShare(string Of, double Elsewhere, double Moved);
