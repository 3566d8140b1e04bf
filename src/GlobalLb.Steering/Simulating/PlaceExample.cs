namespace GlobalLb.Steering.Simulating;

/// <summary>Some of the clients whom something happens to.</summary>
/// <param name="Clients">A prefix, or what was observed.</param>
/// <param name="Part">Which part of all clients of their kind they are, 0 to 1.</param>
public sealed record PlaceExample(string Clients, double Part)
{
    /// <inheritdoc/>
    public override string ToString() => Clients;
}
