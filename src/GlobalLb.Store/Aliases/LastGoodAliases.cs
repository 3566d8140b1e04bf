using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using Npgsql;
using NpgsqlTypes;

namespace GlobalLb.Store.Aliases;

/// <summary>What the targets of ALIAS records had when they were last found: what a Control begins with, and what pages show.</summary>
/// <param name="source">Where connections come from.</param>
public sealed class LastGoodAliases(NpgsqlDataSource source)
{
    /// <summary>All that is known.</summary>
    /// <exception cref="NpgsqlException">The database is away.</exception>
    public async Task<AliasTable> ReadAsync(CancellationToken cancellation = default)
    {
        await using var command = source.CreateCommand("SELECT target, type, ttl, addresses, since FROM globallb.alias_addresses ORDER BY target, type");
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var known = ImmutableArray.CreateBuilder<AliasAddresses>();
        while (await reader.ReadAsync(cancellation))
        {
            known.Add(new AliasAddresses(
                DomainName.Parse(reader.GetString(0)),
                RecordTypes.TryParse(reader.GetString(1), out var type) ? type : RecordType.None,
                (uint)reader.GetInt64(2),
                [.. reader.GetFieldValue<IPAddress[]>(3)],
                reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return new AliasTable { Known = known.ToImmutable() };
    }

    /// <summary>Makes a table what is known; targets that are not in it are forgotten.</summary>
    /// <exception cref="NpgsqlException">The database is away; nothing changed.</exception>
    public async Task WriteAsync(AliasTable table, CancellationToken cancellation = default)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("LOCK TABLE globallb.alias_addresses IN SHARE ROW EXCLUSIVE MODE"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("DELETE FROM globallb.alias_addresses"));
        foreach (var each in table.Known)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("INSERT INTO globallb.alias_addresses (target, type, ttl, addresses, since) VALUES ($1, $2, $3, $4, $5)")
            {
                Parameters =
                {
                    new NpgsqlParameter<string> { TypedValue = each.Target.ToString() },
                    new NpgsqlParameter<string> { TypedValue = RecordTypes.Format(each.Type) },
                    new NpgsqlParameter<long> { TypedValue = each.Ttl },
                    new NpgsqlParameter<IPAddress[]> { TypedValue = [.. each.Addresses], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Inet },
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = each.Since.ToUniversalTime() },
                },
            });
        }

        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }
}
