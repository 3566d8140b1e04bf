using System.Globalization;
using Npgsql;

namespace GlobalLb.Store.Embedded;

/// <summary>Checks a server of the operator's own before anything is built on it.</summary>
internal static class ServerCheck
{
    /// <summary>Connects once and asks for the version.</summary>
    /// <exception cref="StartFailure">It cannot be used; the message says what to do.</exception>
    public static async Task RunAsync(string connectionString, CancellationToken cancellation)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new StartFailure(
                $"The connection string of the database cannot be read ({exception.Message}); write it like 'Host=db.example;Database=globallb;Username=globallb;Password=…'.",
                exception);
        }

        var place = $"The PostgreSQL server at {settings.Host}:{settings.Port}";
        if (string.IsNullOrEmpty(settings.Host))
            throw new StartFailure("The connection string of the database names no server; add Host=… to it.");
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellation);
            await using var command = new NpgsqlCommand("SHOW server_version_num", connection);
            var number = int.Parse((string)(await command.ExecuteScalarAsync(cancellation))!, CultureInfo.InvariantCulture);
            if (Complaint(number) is { } complaint) throw new StartFailure($"{place} {complaint}");
        }
        catch (Exception exception) when (Absence.Explains(exception))
        {
            throw new StartFailure($"{place} {Explain(exception, settings)}", exception);
        }
    }

    /// <summary>What is wrong with a server of that version, such as 150014; null: nothing.</summary>
    internal static string? Complaint(int versionNumber) => versionNumber >= PostgresPrograms.OldestVersion * 10_000
        ? null
        : $"has version {versionNumber / 10_000}, but at least {PostgresPrograms.OldestVersion} is needed; upgrade it or use another.";

    private static string Explain(Exception exception, NpgsqlConnectionStringBuilder settings)
    {
        var reason = Absence.Describe(exception);
        return exception is not PostgresException refused
            ? $"cannot be reached ({reason}); check that it runs, that host and port are right, and that nothing in between blocks the way."
            : refused.SqlState[..2] switch
            {
                "28" => $"does not let '{settings.Username}' in ({reason}); check the user, the password, and its pg_hba.conf.",
                "3D" => $"has no database '{settings.Database}'; make it with 'createdb {settings.Database}'.",
                _ => $"does not take us in now ({reason}); try again when it does.",
            };
    }
}
