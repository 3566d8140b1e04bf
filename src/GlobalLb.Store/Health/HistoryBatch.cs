using System.Text.Json.Serialization;

namespace GlobalLb.Store.Health;

/// <summary>History that is stored together, once, however often it is sent.</summary>
/// <param name="Id">What it is known by when it is sent again.</param>
public sealed record HistoryBatch(Guid Id)
{
    /// <summary>Changes of health, in the order they happened; their <see cref="Transition.Id"/> is ignored.</summary>
    public IReadOnlyList<Transition> Transitions { get; init; } = [];

    /// <summary>
    /// Minutes of probes. One that is there already is merged: counts add up, the median is weighed, the 95th percentile and the
    /// maximum are the greater.
    /// </summary>
    public IReadOnlyList<ProbeRollUp> RollUps { get; init; } = [];

    /// <summary>Raw outcomes.</summary>
    public IReadOnlyList<StoredOutcome> Outcomes { get; init; } = [];

    /// <summary>What was published, in the order it was.</summary>
    public IReadOnlyList<PublishedChange> Published { get; init; } = [];

    /// <summary>When the health table was held and released, in order.</summary>
    public IReadOnlyList<HoldChange> Holds { get; init; } = [];

    /// <summary>What was published for clients near some vantages, in the order it was.</summary>
    public IReadOnlyList<RegionalChange> Regional { get; init; } = [];

    /// <summary>How publications reached the edges.</summary>
    public IReadOnlyList<PublicationConfirmation> Confirmations { get; init; } = [];

    /// <summary>How many rows of all kinds.</summary>
    [JsonIgnore]
    public int Rows => Transitions.Count + RollUps.Count + Outcomes.Count + Published.Count + Holds.Count + Regional.Count + Confirmations.Count;

    /// <summary>The first and the second half of all rows, as batches of their own.</summary>
    public (HistoryBatch First, HistoryBatch Second) Halve() => (Part(0, Rows / 2), Part(Rows / 2, Rows - (Rows / 2)));

    private HistoryBatch Part(int skip, int take) => new(Guid.NewGuid())
    {
        Transitions = Part(Transitions, ref skip, ref take),
        RollUps = Part(RollUps, ref skip, ref take),
        Outcomes = Part(Outcomes, ref skip, ref take),
        Published = Part(Published, ref skip, ref take),
        Holds = Part(Holds, ref skip, ref take),
        Regional = Part(Regional, ref skip, ref take),
        Confirmations = Part(Confirmations, ref skip, ref take),
    };

    private static IReadOnlyList<TRow> Part<TRow>(IReadOnlyList<TRow> rows, ref int skip, ref int take)
    {
        IReadOnlyList<TRow> part = [.. rows.Skip(skip).Take(take)];
        skip = Math.Max(0, skip - rows.Count);
        take -= part.Count;
        return part;
    }
}
