namespace GlobalLb.Steering.Places;

/// <summary>What a file of places says of a prefix, as exactly as it was written; a <see cref="Place"/> rounds.</summary>
public sealed record PlaceEntry
{
    /// <summary>The ISO 3166-1 code of its country, two capitals; null: not known.</summary>
    public string? Country { get; init; }

    /// <summary>The part of the ISO 3166-2 code of its subdivision behind the hyphen; null: not known.</summary>
    public string? Subdivision { get; init; }

    /// <summary>The point that stands for it; null: not known.</summary>
    public Coordinates? Point { get; init; }

    /// <summary>The number of its autonomous system; 0: not known.</summary>
    public uint Asn { get; init; }

    /// <summary>Whether it says anything.</summary>
    public bool IsKnown => Country is not null || Subdivision is not null || Point is not null || Asn != 0;
}
