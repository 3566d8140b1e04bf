using System.Net.Sockets;
using Npgsql;

namespace GlobalLb.Store;

/// <summary>
/// Tells a database that is away (or not ready for us) from a mistake of ours: the first is waited for, the second is thrown.
/// </summary>
public static class Absence
{
    /// <summary>Whether an exception means that the database is away.</summary>
    public static bool Explains(Exception exception) => Find(exception) is not null;

    /// <summary>What happened, as the middle of a sentence.</summary>
    public static string Describe(Exception exception) => Find(exception) switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName } =>
            "its tables are missing: run 'globallb migrate'",
        PostgresException refused => refused.MessageText,
        { InnerException: SocketException socket } => socket.Message,
        { } other => other.Message,
        null => exception.Message,
    };

    // EF wraps what the client throws, once or twice.
    private static Exception? Find(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is PostgresException refused) return IsAbsence(refused.SqlState) ? refused : null;
            if (exception is NpgsqlException or TimeoutException or SocketException) return exception;
        }

        return null;
    }

    // Classes: 08 connection, 28 credentials, 3D no such database, 53 out of resources, 57P shutdown, 58 system; a standby
    // refuses to write with 25006, a database that takes no connections now answers 55000. Tables that are
    // not there yet come with the migration that is still running.
    private static bool IsAbsence(string state) =>
        state is PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.ObjectNotInPrerequisiteState
            or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName
        || state[..2] is "08" or "28" or "3D" or "53" or "58"
        || state.StartsWith("57P", StringComparison.Ordinal);
}
