using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Store.Aliases;

namespace GlobalLb.Store.Tests.Aliases;

public sealed class LastGoodAliasesTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task What_was_written_is_read_and_what_is_gone_is_forgotten()
    {
        var aliases = Get<LastGoodAliases>();
        Assert.Empty((await aliases.ReadAsync()).Known);
        AliasTable table = new()
        {
            Known =
            [
                new(DomainName.Parse("a.test"), RecordType.A, 60, [IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2")], Clock.Now),
                new(DomainName.Parse("a.test"), RecordType.AAAA, 30, [], Clock.Now),
                new(DomainName.Parse("b.test"), RecordType.AAAA, 3600, [IPAddress.Parse("2001:db8::1")], Clock.Now.AddDays(-1)),
            ],
        };
        await aliases.WriteAsync(table);
        var read = await aliases.ReadAsync();
        Assert.True(table.AnswersLike(read));
        Assert.Equal(table.Known.Select(each => each.Since), read.Known.Select(each => each.Since));

        await aliases.WriteAsync(new AliasTable { Known = [table.Known[2]] });
        Assert.Equal(DomainName.Parse("b.test"), Assert.Single((await aliases.ReadAsync()).Known).Target);
    }
}
