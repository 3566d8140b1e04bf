using GlobalLb.Store.Embedded;
using Npgsql;

namespace GlobalLb.Store.Tests.Embedded;

public sealed class ServerCheckTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_server_that_will_do_passes() => await EmbeddedPostgres.CheckServerAsync(ConnectionString);

    [Theory]
    [InlineData("Database", "missing", "createdb missing")]
    [InlineData("Username", "stranger", "does not let 'stranger' in")]
    public async Task A_refusal_says_what_to_change(string setting, string value, string part)
    {
        var settings = new NpgsqlConnectionStringBuilder(ConnectionString) { [setting] = value };
        var failure = await Assert.ThrowsAsync<StartFailure>(() => EmbeddedPostgres.CheckServerAsync(settings.ConnectionString));
        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
    }
}
