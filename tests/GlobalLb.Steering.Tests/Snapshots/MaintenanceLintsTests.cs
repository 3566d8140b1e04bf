using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Steering.Tests.Snapshots;

public sealed class MaintenanceLintsTests
{
    // www.example.test is answered with endpoints of eu-west, us-east and ap-south; over IPv6 of the first two only.
    private static readonly Maintenance Europe = Once("europe", 1, 3) with { Regions = [new("eu-west")] };
    private static readonly Maintenance America = Once("america", 2, 4) with { Pools = [new("us-web")] };
    private static readonly Maintenance Asia = Once("asia", 2.5, 5) with { Endpoints = [new("ap-1")] };

    [Fact]
    public void Times_that_together_drain_everything_of_a_name_strike()
    {
        var lint = Assert.Single(Find(Europe, America with { Endpoints = [new("ap-1")] }));
        Assert.Equal(("all drained", "maintenance[america]"), (lint.Rule, lint.Path));
        Assert.StartsWith("from 2030-01-02 14:00 UTC on together with europe it drains everything that www.example.test is answered with", lint.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Addresses_of_one_family_are_enough() => Assert.Contains("from 2030-01-02 14:00 UTC", Assert.Single(Find(Europe, America, Asia)).Sentence, StringComparison.Ordinal);

    [Fact]
    public void One_that_drains_everything_by_itself_strikes() =>
        Assert.Contains("UTC on it drains everything", Assert.Single(Find(Europe with { Regions = [new("eu-west"), new("us-east"), new("ap-south")] })).Sentence, StringComparison.Ordinal);

    [Fact]
    public void What_does_not_overlap_does_not_strike()
    {
        Assert.Empty(Find(Europe, America with { From = Europe.To }));
        Assert.Empty(Find(Europe, Asia));
        Assert.Empty(Find());
    }

    [Fact]
    public void A_lead_is_drained_already() =>
        Assert.Contains("14:50 UTC", Assert.Single(Find(Europe, America with { From = Europe.To, LeadSeconds = 600 })).Sentence, StringComparison.Ordinal);

    [Fact]
    public void What_is_over_does_not_strike() => Assert.Empty(MaintenanceLints.Find(Valid(Europe, America), Example.Noon.AddHours(3)));

    [Theory]
    [InlineData("Europe/Berlin", 21, 22, true)]
    [InlineData("Europe/Berlin", 22, 23, false)]
    [InlineData("UTC", 20, 21, true)]
    public void Those_of_every_week_are_held_against_each_other_by_their_own_clocks(string zone, int from, int to, bool strikes)
    {
        var utc = Weekly("utc", "UTC", 20, 21) with { Regions = [new("eu-west")] };
        Assert.Equal(strikes, Find(utc, Weekly("other", zone, from, to) with { Pools = [new("us-web")] }).Count > 0);
    }

    [Fact]
    public void One_of_every_week_is_held_against_one_that_comes_once_in_a_year()
    {
        var once = Europe with { From = Example.Noon.AddDays(366), To = Example.Noon.AddDays(367) };
        Assert.Contains("from 2031-01-03 20:00 UTC on", Assert.Single(Find(once, Weekly("weekly", "UTC", 20, 21) with { Pools = [new("us-web")] })).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_with_records_of_its_own_is_never_without_an_answer()
    {
        var document = Valid(Europe, America);
        var zone = document.Zones[0];
        var name = zone.SteeredNames[0] with { Policy = new FailoverNode { Order = [Example.Leaf("eu-web"), Example.Leaf("us-web"), Example.Records("A 192.0.2.99", "AAAA 2001:db8::99")] } };
        Assert.Empty(MaintenanceLints.Find(document with { Zones = [zone with { SteeredNames = [name] }] }, Example.Noon));
    }

    [Theory]
    [InlineData(0, 1, 3)]
    [InlineData(0.5, 1, 3)]
    [InlineData(2.9, 1, 3)]
    [InlineData(3, null, null)]
    public void What_comes_once_is_next_until_it_is_over(double now, int? from, int? to) => Assert.Equal(
        from is null ? null : new MaintenanceTime(Example.Noon.AddHours(from.Value), Example.Noon.AddHours(from.Value), Example.Noon.AddHours(to!.Value)),
        MaintenanceTime.Next(Europe, Example.Noon.AddHours(now)));

    [Fact]
    public void What_comes_every_week_is_next_on_its_next_day_and_a_week_later_when_clocks_skip_it()
    {
        // 2030-03-31, a Sunday: clocks in Berlin go from 02:00 to 03:00.
        var weekly = new Maintenance { Name = "nights", Days = [Weekday.Sun], FromTime = new(2, 10), ToTime = new(2, 50), Zone = "Europe/Berlin", LeadSeconds = 600, Regions = [new("eu-west")] };
        var (saturday, later) = (new DateTimeOffset(2030, 3, 30, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2030, 4, 7, 0, 10, 0, TimeSpan.Zero));
        Assert.Equal(new MaintenanceTime(later.AddMinutes(-10), later, later.AddMinutes(40)), MaintenanceTime.Next(weekly, saturday));
        Assert.True(MaintenanceTime.Next(weekly, later.AddMinutes(-10))!.Value.IsOn(later.AddMinutes(-10)));
        Assert.Equal(later.AddDays(7), MaintenanceTime.Next(weekly, later.AddMinutes(40))!.Value.From);
    }

    private static Maintenance Once(string name, double from, double to) => new() { Name = name, From = Example.Noon.AddHours(from), To = Example.Noon.AddHours(to) };

    private static Maintenance Weekly(string name, string zone, int from, int to) => new() { Name = name, FromTime = new(from, 0), ToTime = new(to, 0), Zone = zone };

    private static List<Lint> Find(params Maintenance[] maintenance) => [.. MaintenanceLints.Find(Valid(maintenance), Example.Noon)];

    private static ConfigurationDocument Valid(params Maintenance[] maintenance)
    {
        var document = Example.Document with { Maintenance = [.. maintenance] };
        Assert.Empty(ConfigurationValidation.Check(document));
        return document;
    }
}
