using System.Security.Cryptography;
using GlobalLb.Control.Cookies;
using GlobalLb.Control.Publishing;
using GlobalLb.Steering.Publications;
using GlobalLb.Store.Cookies;
using GlobalLb.Store.Tests;
using GlobalLb.Tests;
using Microsoft.Extensions.Logging;

namespace GlobalLb.Control.Tests.Cookies;

public sealed class CookieRotationTests(PostgresFixture postgres) : DatabaseTest(postgres)
{
    private readonly ManualTime _time = new();
    private readonly LoggerFactory _loggers = new();
    private readonly Publisher _publisher = new();

    [Fact]
    public async Task A_secret_is_drawn_published_and_kept_over_a_restart()
    {
        var first = await LeadAsync();
        Assert.Equal(16, first.Current.Length);
        Assert.Null(first.Other);
        _publisher.StepDown();
        var second = await LeadAsync();
        Assert.Equal(first.Current.ToArray(), second.Current.ToArray());
        Assert.Equal(1, Heard.Count("Drew a new secret"));
    }

    [Fact]
    public async Task A_new_secret_is_first_accepted_then_used_and_the_one_before_stays_valid()
    {
        var first = (await LeadAsync()).Current.ToArray();
        await PassAsync(TimeSpan.FromHours(23.9));
        Assert.Null(Published.Other);
        await PassAsync(TimeSpan.FromHours(0.2));
        await Eventually.HoldsAsync(() => Published.Other is not null);
        Assert.Equal(first, Published.Current.ToArray());
        var next = Published.Other!.Value.ToArray();
        Assert.NotEqual(first, next);

        await PassAsync(TimeSpan.FromMinutes(6));
        await Eventually.HoldsAsync(() => Published.Current.Span.SequenceEqual(next));
        Assert.Equal(first, Published.Other!.Value.ToArray());

        await PassAsync(TimeSpan.FromHours(24));
        await Eventually.HoldsAsync(() => !Published.Other!.Value.Span.SequenceEqual(first));
        Assert.Equal(next, Published.Current.ToArray());
        Assert.Equal(2L, await AskAsync("SELECT count(*) FROM globallb.cookie_secrets"));
    }

    [Fact]
    public async Task A_clock_that_was_set_back_keeps_no_secret_for_ever_and_loses_none()
    {
        var first = (await LeadAsync()).Current.ToArray();
        _time.SetWallClock(TimeSpan.FromDays(-30));
        await PassAsync(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(() => Published.Other is not null);
        Assert.Equal(first, Published.Current.ToArray());
        await PassAsync(TimeSpan.FromMinutes(6));
        await Eventually.HoldsAsync(() => Published.Other!.Value.Span.SequenceEqual(first));
    }

    [Fact]
    public async Task A_database_that_is_away_leaves_the_secret_as_it_is_and_that_is_said_once()
    {
        var first = (await LeadAsync()).Current.ToArray();
        await TakeAwayAsync();
        await PassAsync(TimeSpan.FromHours(25));
        await Heard.UntilAsync("The secrets of DNS cookies cannot be read or renewed");
        await PassAsync(TimeSpan.FromHours(1));
        Assert.Equal(first, Published.Current.ToArray());
        await BringBackAsync();
        await PassAsync(TimeSpan.FromMinutes(2));
        await Eventually.HoldsAsync(() => Published.Other is not null);
        Assert.Equal(1, Heard.Count("cannot be read or renewed"));
    }

    [Fact]
    public async Task A_secret_stands_in_no_log_and_in_no_text_of_its_own()
    {
        var published = await LeadAsync();
        var stored = (await Get<CookieSecretStore>().ReadAsync())[0];
        var secret = published.Current.ToArray();
        Assert.Equal(secret, stored.Octets.ToArray());
        string[] forms = [Convert.ToBase64String(secret), Convert.ToHexString(secret), string.Join(", ", secret)];
        foreach (var said in Heard.Lines.Append($"{published}").Append($"{stored}").Append($"{_publisher.Edition}"))
            Assert.All(forms, form => Assert.DoesNotContain(form, said, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(299, 1, 0)]
    [InlineData(300, 0, 1)]
    public void The_newest_is_used_once_everybody_had_time_to_hear_of_it(int seconds, int current, int other)
    {
        var now = DateTimeOffset.UnixEpoch.AddDays(1);
        StoredCookieSecret[] known = [new(now.AddSeconds(-seconds), RandomNumberGenerator.GetBytes(16)), new(now.AddDays(-1), RandomNumberGenerator.GetBytes(16))];
        Assert.Equal((known[current], known[other]), CookieRotation.Choose(known, now));
        Assert.Equal((known[0], null), CookieRotation.Choose(known[..1], now));
    }

    private CookieSecretPublication Published => _publisher.Edition.CookieSecrets!;

    private CookieRotation? _rotation;

    private async Task<CookieSecretPublication> LeadAsync()
    {
        if (_rotation is not null) await _rotation.StopAsync(CancellationToken.None);
        _loggers.AddProvider(Heard);
        _rotation = new CookieRotation(_publisher, Get<CookieSecretStore>(), _time, _loggers.CreateLogger<CookieRotation>());
        _publisher.Lead(Guid.NewGuid(), 1, 1, Sample.Document, null);
        await _rotation.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(() => _publisher.Edition.CookieSecrets is not null);
        return Published;
    }

    // What is due at the end of it is done when it waits again.
    private async Task PassAsync(TimeSpan time)
    {
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
        _time.Advance(time);
        await _time.UntilWaitingForAsync(TimeSpan.FromSeconds(1));
    }
}
