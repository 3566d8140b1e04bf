using GlobalLb.Store.Tests;
using Npgsql;
using Quartz;

namespace GlobalLb.Control.Tests.Working;

public sealed class QuartzSchemaTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    // Its history of executions is not in use.
    private static readonly string[] NotOurs = ["execution_history", "job_status", "misfire_history"];

    [Fact]
    public async Task The_tables_are_those_that_this_Quartz_would_make()
    {
        await AskAsync("CREATE SCHEMA theirs");
        await using (var factory = QuartzSchedulerBuilder.Create(Provision).Build())
        {
            var scheduler = await factory.GetScheduler();
            await scheduler.Start();
            await scheduler.Shutdown();
        }

        var theirs = await ColumnsAsync("theirs");
        Assert.Contains("locks.lock_name text not null", theirs);
        Assert.Equal(theirs.Where(column => !NotOurs.Contains(column.Split('.')[0])), await ColumnsAsync("globallb_quartz"));
        Assert.Equal(await KeysAsync("theirs"), await KeysAsync("globallb_quartz"));
    }

    private void Provision(IQuartzBuilder quartz)
    {
        quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "theirs");
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(source => source.DataSourceFactory = _ => Get<NpgsqlDataSource>());
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.ConfigureStore(options => options.TablePrefix = "theirs.");
        });
    }

    private Task<List<string>> ColumnsAsync(string schema) => ReadAsync(
        $"""
        SELECT table_name || '.' || column_name || ' ' || data_type || coalesce('(' || character_maximum_length || ')', '')
            || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END || coalesce(' ' || column_default, '')
        FROM information_schema.columns WHERE table_schema = '{schema}' ORDER BY 1
        """);

    private Task<List<string>> KeysAsync(string schema) => ReadAsync(
        $"""
        SELECT relname || ' ' || replace(pg_get_constraintdef(pg_constraint.oid), '{schema}.', '')
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE connamespace = '{schema}'::regnamespace AND contype IN ('p', 'f') AND relname NOT IN ('{string.Join("', '", NotOurs)}') ORDER BY 1
        """);

    private async Task<List<string>> ReadAsync(string sql)
    {
        await using var command = Get<NpgsqlDataSource>().CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return lines;
    }
}
