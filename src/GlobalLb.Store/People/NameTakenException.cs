namespace GlobalLb.Store.People;

/// <summary>Somebody has that name already, perhaps in other case.</summary>
/// <param name="name">The name.</param>
public sealed class NameTakenException(string name)
    : Exception($"The name '{name}' is taken (upper and lower case count as the same); choose another.");
