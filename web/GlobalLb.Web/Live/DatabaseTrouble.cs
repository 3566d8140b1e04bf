using System.Data.Common;
using GlobalLb.Store;

namespace GlobalLb.Web.Live;

/// <summary>Tells a database that is away from a mistake of ours.</summary>
internal static class DatabaseTrouble
{
    public const string Sentence = "The database cannot be reached; nothing can be read or changed until it is back. Answers and probes go on.";

    /// <summary>Whether the cause is a database that cannot be asked now.</summary>
    public static bool Is(Exception exception)
    {
        // Entity Framework wraps what the database client says, sometimes twice.
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (cause is DatabaseUnavailableException or DbException or TimeoutException) return true;
        return false;
    }
}
