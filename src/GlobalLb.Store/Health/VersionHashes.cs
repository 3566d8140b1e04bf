using Npgsql;

namespace GlobalLb.Store.Health;

/// <summary>The hashes of the versions that one export is about: an export that was kept shows whether a version was changed since.</summary>
internal sealed class VersionHashes(NpgsqlDataSource source)
{
    private const int MostKept = 10_000;

    private readonly Dictionary<long, string?> _known = [];
    private (long Version, string? Hash) _last;

    /// <summary>The SHA-256 of a version's document as PostgreSQL writes it, in hexadecimal; null when there is no such version.</summary>
    public ValueTask<string?> FindAsync(long version, CancellationToken cancellation) =>
        version == _last.Version ? new(_last.Hash) : new(ReadAsync(version, cancellation));

    private async Task<string?> ReadAsync(long version, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(version, out var hash))
        {
            await using var command = source.CreateCommand(
                "SELECT encode(sha256(convert_to(document::text, 'UTF8')), 'hex') FROM globallb.configuration_versions WHERE version = $1");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = version });
            hash = (string?)await command.ExecuteScalarAsync(cancellation);
            if (_known.Count >= MostKept) _known.Clear();
            _known[version] = hash;
        }

        _last = (version, hash);
        return hash;
    }
}
