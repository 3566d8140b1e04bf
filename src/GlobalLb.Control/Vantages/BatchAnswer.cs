namespace GlobalLb.Control.Vantages;

/// <summary>What became of a batch.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Taken">The number of the last batch taken of its run.</param>
/// <param name="Why">Why it was not taken, as a sentence; null: it was.</param>
internal readonly record struct BatchAnswer(int Status, long Taken, string? Why);
