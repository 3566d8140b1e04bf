using GlobalLb.Store;

namespace GlobalLb.Web.Live;

/// <summary>Tells a database that is away from a mistake of ours.</summary>
internal static class DatabaseTrouble
{
    public const string Sentence = "The database cannot be reached; nothing can be read or changed until it is back. Answers and probes go on.";

    /// <summary>Whether the cause is a database that cannot be asked now.</summary>
    public static bool Is(Exception exception) => exception is DatabaseUnavailableException || Absence.Explains(exception);
}
