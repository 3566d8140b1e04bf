namespace GlobalLb.Steering.Explaining;

/// <summary>One name on the way to an answer.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">What it is to us: steered, records, alias, rename, wildcard, flattened, delegation, nothing, elsewhere.</param>
/// <param name="Sentence">What became of it.</param>
public sealed record NameStep(string Name, string Kind, string Sentence);
