using System.Net;

namespace GlobalLb.Steering.Configuration;

/// <summary>A prefix whose place the operator knows.</summary>
public sealed record KnownPlace
{
    /// <summary>The prefix.</summary>
    public required IPNetwork Prefix { get; init; }

    /// <summary>Its country, by ISO 3166-1 code; the continent follows from it.</summary>
    public required string Country { get; init; }
}
