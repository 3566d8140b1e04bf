namespace GlobalLb.Store.Health;

/// <summary>One column of an export.</summary>
/// <param name="Name">Its name in CSV; in JSON it is the same in camel case.</param>
/// <param name="Meaning">What stands in it, as a phrase.</param>
public sealed record HistoryColumn(string Name, string Meaning);
