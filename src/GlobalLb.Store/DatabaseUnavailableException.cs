namespace GlobalLb.Store;

/// <summary>The database cannot be asked now; trying again later may help.</summary>
/// <param name="sentence">What happened, for a person.</param>
/// <param name="cause">What the database client said.</param>
public sealed class DatabaseUnavailableException(string sentence, Exception cause) : Exception(sentence, cause);
