using Npgsql;

namespace GlobalLb.Store.Leading;

/// <summary>Which system a database is: edges use it to tell an older word of the same system from the word of another.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class SystemIdentity(NpgsqlDataSource source)
{
    /// <summary>The identity, drawn once when the database was made.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<Guid> FindAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT system FROM globallb.control_state");
        return (Guid)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
