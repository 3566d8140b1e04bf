using GlobalLb.Store.Cookies;
using Npgsql;

namespace GlobalLb.Store.Tests.Cookies;

public sealed class CookieSecretStoreTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-1)] // a clock that was set back must not make the newest the older one
    public async Task The_newest_two_are_kept_in_the_order_they_came(int days)
    {
        var secrets = Get<CookieSecretStore>();
        Assert.Empty(await secrets.ReadAsync());
        for (byte i = 1; i <= 4; i++) await secrets.AddAsync(Secret(i, Clock.Now.AddDays(i * days)));
        Assert.Equal([4, 3], (await secrets.ReadAsync()).Select(secret => (int)secret.Octets.Span[0]));
        Assert.Equal(Clock.Now.AddDays(4 * days), (await secrets.ReadAsync())[0].MadeAt);
    }

    [Fact]
    public async Task Only_sixteen_octets_are_a_secret() =>
        await Assert.ThrowsAsync<PostgresException>(() => Get<CookieSecretStore>().AddAsync(new StoredCookieSecret(Clock.Now, new byte[15])));

    private static StoredCookieSecret Secret(byte number, DateTimeOffset at) => new(at, Enumerable.Repeat(number, 16).ToArray());
}
