using GlobalLb.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace GlobalLb.Store.Tests.Tables;

public sealed class SchemaTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly string[] Migrations =
    [
        "20261120000001_Start", "20261121000022_Aliases", "20261121000023_CookieSecrets", "20261121000050_History", "20261121130000_Vantages",
        "20261121131000_Alerts", "20261121132000_ClusteredWork", "20261121134000_Confirmations", "20261121135000_RegionalHealth",
    ];

    private readonly PostgresFixture _postgres = postgres;

    [Fact]
    public async Task The_model_and_the_migrated_schema_agree()
    {
        await using var context = await OpenContextAsync();
        var modelled = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .SelectMany(table => table.Columns.Select(column => $"{table.Name}.{column.Name} {column.StoreType}{(column.IsNullable ? " null" : "")}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(modelled, await ReadColumnsAsync());
    }

    [Fact]
    public async Task The_keys_of_the_model_are_the_keys_of_the_schema()
    {
        await using var context = await OpenContextAsync();
        var modelled = context.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables
            .Where(table => table.PrimaryKey is not null)
            .Select(table => $"{table.Name} {string.Join(',', table.PrimaryKey!.Columns.Select(column => column.Name))}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(modelled, await ReadAsync(
            """
            SELECT one.relname || ' ' || string_agg(part.attname, ',' ORDER BY place.nr)
            FROM pg_constraint AS key JOIN pg_class AS one ON one.oid = key.conrelid
                CROSS JOIN unnest(key.conkey) WITH ORDINALITY AS place (number, nr)
                JOIN pg_attribute AS part ON part.attrelid = key.conrelid AND part.attnum = place.number
            WHERE key.contype = 'p' AND key.connamespace = 'globallb'::regnamespace AND one.relname <> 'migrations'
            GROUP BY one.relname
            """));
    }

    [Fact]
    public async Task Migrating_names_what_it_applied_and_applies_nothing_twice()
    {
        var connectionString = await _postgres.CreateDatabaseAsync(isMigrated: false);
        Assert.Equal(Migrations, await Migrator.MigrateAsync(connectionString));
        Assert.Empty(await Migrator.MigrateAsync(connectionString));
    }

    [Fact]
    public async Task Two_programs_that_migrate_at_once_take_turns()
    {
        var connectionString = await _postgres.CreateDatabaseAsync(isMigrated: false);
        var applied = await Task.WhenAll(Migrator.MigrateAsync(connectionString), Migrator.MigrateAsync(connectionString));
        Assert.Equal([0, Migrations.Length], applied.Select(names => names.Count).Order());
    }

    private Task<List<string>> ReadColumnsAsync() => ReadAsync(
        """
        SELECT col.table_name || '.' || col.column_name || ' '
            || CASE col.data_type WHEN 'ARRAY' THEN substr(col.udt_name, 2) || '[]' ELSE col.data_type END
            || CASE col.is_nullable WHEN 'YES' THEN ' null' ELSE '' END
        FROM information_schema.columns AS col
        WHERE col.table_schema = 'globallb' AND col.table_name <> 'migrations'
        """);

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
