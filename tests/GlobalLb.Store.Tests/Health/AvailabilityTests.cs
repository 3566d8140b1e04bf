using GlobalLb.Steering.Health;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class AvailabilityTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DateTimeOffset Begin => Clock.Now.AddHours(-10);

    [Fact]
    public async Task Figures_and_time_lines_come_of_the_transitions_and_of_what_was_believed_before()
    {
        await AppendAsync(
            Change(-60, "eu-1", HealthState.Up), Change(-60, "eu-2", HealthState.Up), Change(-60, "us-1", HealthState.Down),
            Change(60, "eu-1", HealthState.Down), Change(90, "eu-2", HealthState.Down), Change(120, "eu-1", HealthState.Up), Change(300, "us-1", HealthState.Up));
        var figures = await Get<AvailabilityHistory>().ReadAsync(new HistoryRange(Begin, Begin.AddMinutes(1000)));
        // Ten hours, because what is to come counts for nothing.
        Assert.Equal(
            ["Region eu 570 30 1", "Region us 300 300 0", "Pool eu-web 570 30 1", "Pool us-web 300 300 0", "Endpoint eu-1 540 60 1", "Endpoint eu-2 90 510 1", "Endpoint us-1 300 300 0"],
            figures.Select(one => $"{one.Scope} {one.Code} {one.Up.TotalMinutes} {one.Down.TotalMinutes} {one.Falls}"));
        Assert.Equal(
            new AvailabilitySpan[] { new(Begin, Begin.AddMinutes(90), HealthState.Up), new(Begin.AddMinutes(90), Begin.AddMinutes(120), HealthState.Down), new(Begin.AddMinutes(120), Clock.Now, HealthState.Up) },
            figures[0].Line);
        Assert.Equal(0.95, figures[0].Share!.Value, 6);
        Assert.Equal(TimeSpan.FromMinutes(6), figures[0].Budget(0.99));
        Assert.Equal(TimeSpan.FromMinutes(-24), figures[0].BudgetLeft(0.99));
    }

    [Fact]
    public async Task What_nobody_knows_counts_for_nothing()
    {
        await AppendAsync(Change(100, "eu-1", HealthState.Up), Change(200, "eu-1", HealthState.Unknown));
        var endpoint = (await Get<AvailabilityHistory>().ReadAsync(new HistoryRange(Begin, Clock.Now)))[^1];
        Assert.Equal((1.0, 500.0), (endpoint.Share!.Value, endpoint.Unknown.TotalMinutes));
        Assert.Empty(await Get<AvailabilityHistory>().ReadAsync(new HistoryRange(Begin.AddMinutes(300), Clock.Now)));
    }

    [Fact]
    public async Task One_region_has_its_own()
    {
        await AppendAsync(Change(0, "eu-1", HealthState.Up), Change(0, "us-1", HealthState.Up));
        var figures = await Get<AvailabilityHistory>().ReadAsync(new HistoryRange(Begin, Clock.Now, new("us")));
        Assert.Equal(["us", "us-web", "us-1"], figures.Select(one => one.Code));
    }

    [Fact]
    public void A_long_time_line_is_cut_and_its_figures_are_not()
    {
        var fold = new AvailabilityFold(Begin, Clock.Now);
        for (var i = 0; i < 600; i++) fold.Add(Change(i, "eu-1", i % 2 == 0 ? HealthState.Up : HealthState.Down));
        var endpoint = fold.Close()[^1];
        Assert.True(endpoint.IsLineCut);
        Assert.Equal((500, Clock.Now), (endpoint.Line.Length, endpoint.Line[^1].To));
        Assert.Equal(600, (endpoint.Up + endpoint.Down).TotalMinutes);
    }

    private Task AppendAsync(params Transition[] transitions) => Get<HealthHistory>().AppendAsync(transitions, []);

    private Transition Change(int minute, string endpoint, HealthState to) =>
        new(0, Begin.AddMinutes(minute), new(endpoint), new(endpoint[..2] + "-web"), new(endpoint[..2]), HealthState.Unknown, to, "said so", "here", 1);
}
