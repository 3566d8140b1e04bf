using System.Net;
using GlobalLb.Control.Publishing;
using GlobalLb.Dns.Names;
using GlobalLb.Store.Aliases;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GlobalLb.Control.Tests.Flattening;

/// <summary>A whole Control with a real database and a resolver of the test.</summary>
public sealed class AliasTrackerTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    [Fact]
    public async Task What_a_resolver_says_is_published_and_a_restart_begins_with_it()
    {
        using var upstream = new Upstream();
        upstream.Have("192.0.2.1", "2001:db8::1");
        await WriteAsync(_ => FlattenerTests.With("cdn.test."));
        var host = await StartAsync(upstream);
        await Eventually.HoldsAsync(() => Addresses(host) is "192.0.2.1 2001:db8::1");
        await Eventually.HoldsAsync(() => Get<LastGoodAliases>().ReadAsync().GetAwaiter().GetResult().Known.Length == 2);
        await StopAsync(host);

        upstream.Say = (_, _, _) => new Upstream.Reply(2);
        var again = await StartAsync(upstream);
        await Heard.UntilAsync("cdn.test., the target of an ALIAS record, cannot be looked up");
        Assert.Equal("192.0.2.1 2001:db8::1", Addresses(again));
        Assert.Equal(0, Heard.Count("Error"));
    }

    [Fact]
    public async Task An_edit_is_followed_and_so_is_its_taking_back()
    {
        using var upstream = new Upstream();
        upstream.Say = (name, type, _) => Upstream.Reply.Of(name, type, 60, name == DomainName.Parse("a.test") ? "192.0.2.1" : "192.0.2.2");
        await WriteAsync(_ => Sample.Document);
        var host = await StartAsync(upstream);
        await WriteAsync(_ => FlattenerTests.With("a.test.", "b.test."));
        await Eventually.HoldsAsync(() => Addresses(host) is "192.0.2.1 192.0.2.2");
        await WriteAsync(_ => FlattenerTests.With("b.test."));
        await Eventually.HoldsAsync(() => Addresses(host) is "192.0.2.2");
        await Eventually.HoldsAsync(() => Get<LastGoodAliases>().ReadAsync().GetAwaiter().GetResult().Known is [{ Target: var only }, _] && only == DomainName.Parse("b.test"));
    }

    [Fact]
    public async Task A_database_that_is_away_delays_what_is_kept_and_nothing_else()
    {
        using var upstream = new Upstream();
        upstream.Say = (_, _, _) => new Upstream.Reply(2);
        await WriteAsync(_ => FlattenerTests.With("cdn.test."));
        var host = await StartAsync(upstream);
        await Heard.UntilAsync("cannot be looked up");
        await TakeAwayAsync();
        upstream.Have("192.0.2.1");
        await Eventually.HoldsAsync(() => Addresses(host) is "192.0.2.1");
        await Heard.UntilAsync("What the targets of ALIAS records have waits for the database");
        await BringBackAsync();
        await Heard.UntilAsync("What the targets of ALIAS records have is written again");
        Assert.Equal(IPAddress.Parse("192.0.2.1"), (await Get<LastGoodAliases>().ReadAsync()).Known[0].Addresses[0]);
    }

    private Task<IHost> StartAsync(Upstream upstream) => StartAsync(options: new ControlOptions { Resolvers = [upstream.Address] });

    private static string? Addresses(IHost host) => host.Services.GetRequiredService<Publisher>().Edition.Aliases is { } published
        ? string.Join(' ', published.Table.Known.SelectMany(each => each.Addresses).Select(address => $"{address}"))
        : null;
}
