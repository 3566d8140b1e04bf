namespace GlobalLb.Steering.Configuration;

/// <summary>
/// How much must be available below a node, in each address family by itself; a node that has less counts as having nothing, so
/// that its parent looks further. Either a count or a share.
/// </summary>
public sealed record Minimum
{
    /// <summary>Endpoints that must be available, 1 to 1 000 000; null: a share is asked for.</summary>
    public int? Count { get; init; }

    /// <summary>Percent of the weight of all endpoints below the node that must be available, 1 to 100; null: a count is asked for.</summary>
    public int? Share { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Share is { } share ? $"{share} % of the weight" : $"{Count}";
}
