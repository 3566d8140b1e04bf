namespace GlobalLb.Vantage.Joining;

/// <summary>What Control answers to a batch.</summary>
/// <param name="Taken">The number of the last batch that was taken.</param>
public sealed record TakenBatch(long Taken);
