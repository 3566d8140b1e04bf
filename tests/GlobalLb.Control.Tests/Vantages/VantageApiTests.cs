using System.Net;
using System.Text.Json;
using GlobalLb.Control.Vantages;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Tests;
using GlobalLb.Vantage.Joining;

namespace GlobalLb.Control.Tests.Vantages;

/// <summary>What vantages are told and what is taken of them, over real connections.</summary>
public sealed class VantageApiTests : IAsyncLifetime
{
    // Stands for more than may be sent: what runs tests carries their arguments about, and chokes on megabytes.
    private const string TooMuch = "TOO MUCH";

    private static readonly Guid Run = Guid.NewGuid();

    // tokyo looks at both pools, paris at the second alone.
    private static readonly ConfigurationDocument Document = Sample.Document with
    {
        Vantages = [new KnownVantage { Code = new("tokyo") }, new KnownVantage { Code = new("paris") }],
        Pools =
        [
            Sample.Document.Pools[0] with { Vantages = [new("tokyo")], Endpoints = [Sample.Document.Pools[0].Endpoints[0] with { Weight = 77 }] },
            Sample.Document.Pools[1] with { Vantages = [new("paris")] },
        ],
    };

    private VantageStage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await VantageStage.StartAsync();
        await _stage.LeadAsync(Document);
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Theory]
    [InlineData("tokyo", "tokyo", HttpStatusCode.OK)]
    [InlineData("tokyo", "paris", HttpStatusCode.Unauthorized)] // none speaks for another
    [InlineData("tokyo", "Tokyo", HttpStatusCode.Unauthorized)]
    [InlineData("tokyo", null, HttpStatusCode.Unauthorized)]
    [InlineData("rome", "rome", HttpStatusCode.NotFound)]
    [InlineData("rome", "tokyo", HttpStatusCode.Unauthorized)]
    [InlineData("control", "control", HttpStatusCode.NotFound)]
    public async Task Only_a_vantage_of_the_configuration_joins_and_only_as_itself(string vantage, string? speaker, HttpStatusCode expected)
    {
        var token = speaker is null ? null : VantageToken.Of(VantageHosts.Key, new(speaker));
        using var followed = await _stage.SendAsync(HttpMethod.Get, JoinPaths.Schedule(vantage), token);
        Assert.Equal(expected, followed.StatusCode);
        using var posted = await _stage.SendAsync(HttpMethod.Post, JoinPaths.Outcomes(vantage), token, "{}");
        Assert.Equal(expected == HttpStatusCode.OK ? HttpStatusCode.BadRequest : expected, posted.StatusCode);
        if (expected == HttpStatusCode.NotFound) Assert.Contains(vantage, await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nobody_joins()
    {
        await using var closed = await VantageStage.StartAsync(key: null);
        await closed.LeadAsync(Document);
        using var refused = await closed.SendAsync(HttpMethod.Get, JoinPaths.Schedule("tokyo"), VantageToken.Of("", new("tokyo")));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.Contains("--vantage-key", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vantage_is_told_what_it_is_to_probe_and_nothing_else()
    {
        var push = new Probe { Kind = ProbeKind.Push, Name = "disk", Push = new ProbePush() };
        var inherited = new ProbeDefaults { DownIntervalSeconds = 30 };
        await _stage.FollowAsync(Document with { ProbeDefaults = inherited, Pools = [Document.Pools[0] with { MoreProbes = [push], Endpoints = [Document.Pools[0].Endpoints[0] with { ProbeOverride = new ProbeOverride { Port = 8081 } }] }, Document.Pools[1]] });
        await using var stream = await _stage.JoinAsync("tokyo");
        if (stream.Schedule.Contains("\"version\":1", StringComparison.Ordinal)) Assert.True(await stream.NextScheduleAsync());
        Assert.True(ScheduleJson.TryRead(System.Text.Encoding.UTF8.GetBytes(stream.Schedule), out var schedule, out var problem), problem);
        Assert.Equal(2, schedule.Version);
        var pool = Assert.Single(schedule.Document.Pools);
        Assert.Equal(new EffectiveProbe(Document.Pools[0].Probe!, null, new ProbeWriting(new ProbeSource(ProbeLevel.Organisation), inherited)).Whole, pool.Probe);
        Assert.Equal(30, pool.Probe!.DownIntervalSeconds); // what it inherits it does not have to know from where
        Assert.Empty(pool.MoreProbes); // endpoints report to Control
        var endpoint = Assert.Single(pool.Endpoints);
        Assert.Equal((Sample.Eu, 80, 8081), (endpoint.Address, endpoint.Port, endpoint.ProbeOverride!.Port));
        foreach (var secret in new[] { "us-web", "paris", "eu-west", "example.test", "77", "Dublin" }) Assert.DoesNotContain(secret, stream.Schedule, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_is_told_and_one_that_is_named_no_more_is_told_to_stop()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        await _stage.FollowAsync(Document with { Pools = [Document.Pools[0], Document.Pools[1] with { Vantages = [] }] });
        Assert.True(await stream.NextScheduleAsync());
        Assert.Contains("us-web-1", stream.Schedule, StringComparison.Ordinal);

        await _stage.FollowAsync(Document with { Vantages = [Document.Vantages[1]], Pools = [Document.Pools[0] with { Vantages = [] }, Document.Pools[1]] });
        Assert.True(await stream.NextScheduleAsync());
        Assert.DoesNotContain("web-1", stream.Schedule, StringComparison.Ordinal);
        Assert.False(await stream.NextScheduleAsync());
    }

    [Fact]
    public async Task Only_the_Control_that_leads_is_joined_and_its_streams_end_with_that()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        await _stage.StepDownAsync();
        Assert.False(await stream.NextScheduleAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await _stage.PostAsync("tokyo", stream.Batch(1, Run, Of(0, false)))).Status);
        using var refused = await _stage.SendAsync(HttpMethod.Get, JoinPaths.Schedule("tokyo"), VantageToken.Of(VantageHosts.Key, new("tokyo")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
    }

    [Fact]
    public async Task What_a_vantage_finds_is_judged()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        var (status, text) = await _stage.PostAsync("tokyo", stream.Batch(1, Run, Of(0, false), Of(1, false)));
        Assert.Equal((HttpStatusCode.OK, "{\"taken\":1}"), (status, text));
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("us-web-1"));
    }

    [Fact]
    public async Task A_batch_that_comes_again_is_counted_once_also_on_another_connection()
    {
        var first = await _stage.JoinAsync("tokyo");
        var batch = first.Batch(7, Run, Of(0, false));
        for (var i = 0; i < 3; i++) Assert.Equal((HttpStatusCode.OK, "{\"taken\":7}"), await _stage.PostAsync("tokyo", batch));
        await using var second = await _stage.JoinAsync("tokyo");
        Assert.False(await first.NextScheduleAsync()); // one stream is enough
        await first.DisposeAsync();
        Assert.Equal(HttpStatusCode.Conflict, (await _stage.PostAsync("tokyo", batch)).Status);
        Assert.Equal((HttpStatusCode.OK, "{\"taken\":7}"), await _stage.PostAsync("tokyo", batch with { Since = second.Beat }));
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1")); // it takes two
        Assert.Equal(HttpStatusCode.OK, (await _stage.PostAsync("tokyo", second.Batch(8, Run, Of(0, false)))).Status);
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
    }

    [Fact]
    public async Task A_run_begins_its_numbers_again()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        await _stage.PostAsync("tokyo", stream.Batch(9, Run, Of(0, false)));
        Assert.Equal((HttpStatusCode.OK, "{\"taken\":1}"), await _stage.PostAsync("tokyo", stream.Batch(1, Guid.NewGuid(), Of(0, false))));
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
    }

    [Fact]
    public async Task What_it_was_not_told_to_probe_or_is_elsewhere_by_now_says_nothing()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        var wrong = new[]
        {
            Of(0, false) with { Address = "192.0.2.99" },
            Of(0, false) with { Port = 81 },
            Of(0, false) with { Probe = "disk" },
            Of(0, false) with { Endpoint = "us-web-1", Address = $"{Sample.Us}" },
            Of(0, false) with { Endpoint = "nobody" },
        };
        Assert.Equal(HttpStatusCode.OK, (await _stage.PostAsync("tokyo", stream.Batch(1, Run, [.. wrong, .. wrong, .. wrong]))).Status);
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1"));
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("us-web-1"));
    }

    [Fact]
    public async Task Old_news_withdraws_nothing_and_raises_nothing()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        _stage.Stage.Time.Advance(TimeSpan.FromMinutes(1));
        await _stage.PostAsync("tokyo", stream.Batch(1, Run, [.. Enumerable.Range(0, 50).Select(i => Of(i, false))]));
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1"));

        // What is as old as the next probe would have been is news still: interval and timeout are a second each.
        var age = _stage.Stage.Time.GetElapsedTime(0).TotalMilliseconds - stream.Beat.Clock;
        await _stage.PostAsync("tokyo", stream.Batch(2, Run, Of((long)age - 1999, false), Of((long)age - 100, false)));
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
        await _stage.PostAsync("tokyo", stream.Batch(3, Run, [.. Enumerable.Range(0, 50).Select(i => Of(i - 86_400_000, true))]));
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
        Assert.Equal(2, _stage.Stage.Heard.Count("goes to history, and judges nothing"));
    }

    [Fact]
    public async Task Failures_on_both_sides_of_old_news_are_not_in_a_row()
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        await _stage.PostAsync("tokyo", stream.Batch(1, Run, Of(0, false), Of(-60_000, true), Of(1, false)));
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1"));
    }

    [Fact]
    public async Task What_was_found_before_a_machine_was_suspended_is_old_news_though_it_does_not_know()
    {
        await using var relay = new Relay(_stage.Address);
        await using var vantages = new VantageHosts(_stage.Stage.Heard);
        var tokyo = await vantages.StartAsync("tokyo", [relay.Address]);
        await _stage.Stage.Heard.UntilAsync("endpoints are probed from here");
        await relay.CutAsync();
        for (var i = 0; i < 5; i++) await VantageHosts.FindAsync(tokyo, Document.Pools[0].Endpoints[0], false, "HTTP 503");
        _stage.Stage.Time.Advance(TimeSpan.FromMinutes(10)); // of which the clock of the vantage knows nothing
        relay.Mend();
        await _stage.Stage.Heard.UntilAsync("goes to history, and judges nothing");
        Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task In_whatever_order_old_and_new_come_only_the_new_decides(int seed)
    {
        var chance = new Random(seed);
        await using var stream = await _stage.JoinAsync("tokyo");
        for (var number = 1; number <= 30; number++)
        {
            var now = (long)_stage.Stage.Time.GetElapsedTime(0).TotalMilliseconds - stream.Beat.Clock;
            var outcomes = Enumerable.Range(0, chance.Next(20)).Select(_ => chance.Next(2) == 0 ? Of(now - chance.Next(2000), true) : Of(now - chance.Next(2001, 600_000_000), chance.Next(4) == 0));
            Assert.Equal(HttpStatusCode.OK, (await _stage.PostAsync("tokyo", stream.Batch(number, Run, [.. outcomes]))).Status);
            Assert.Equal(HealthState.Up, await _stage.HealthAsync("eu-web-1"));
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "", "no batch" },
        { "null", "null" },
        { "[]", "no batch" },
        { "{}", "no batch" },
        { "{\"run\":", "no batch" },
        { new string('[', 100_000), "no batch" },
        { Changed("number", 0), "number" },
        { Changed("number", "9999999999999999999999"), "no batch" },
        { Changed("outcomes", null), "no batch" },
        { Changed("since", null), "no batch" },
        { Changed("endpoints", -1), "endpoints" },
        { With("null"), "outcomes[1]: it is null" },
        { With("{}"), "no batch" },
        { With(Changed(Of(0, false), "address", "tokyo")), "outcomes[1]: address" },
        { With(Changed(Of(0, false), "port", 70_000)), "outcomes[1]: port" },
        { With(Changed(Of(0, false), "latency", -1)), "outcomes[1]: latency" },
        { With(Changed(Of(0, false), "found", long.MinValue)), "outcomes[1]: found" },
        { With(Changed(Of(0, false), "reason", new string('x', 501))), "outcomes[1]: reason" },
        { With(Changed(Of(0, false), "reason", null)), "no batch" },
        { With("{\"endpoint\":\"\\ud800\"}"), "no batch" },
        { With(string.Join(',', Enumerable.Repeat(JsonSerializer.Serialize(Of(0, false), JoiningJson.Default.SentOutcome), 2000))), "there are 2001 outcomes" },
        { With(TooMuch), "longer than" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_is_no_batch_is_refused_with_a_sentence_and_the_next_one_is_taken(string body, string expected)
    {
        await using var stream = await _stage.JoinAsync("tokyo");
        var sent = body.Replace("SESSION", $"{stream.Beat.Session}", StringComparison.Ordinal).Replace(TooMuch, new string(' ', OutcomeBatch.MostOctets), StringComparison.Ordinal);
        var (status, text) = await _stage.PostAsync("tokyo", sent);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(expected, JsonDocument.Parse(text).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, _stage.Stage.Heard.Count("What vantage tokyo sends is refused"));
        Assert.Equal(HttpStatusCode.OK, (await _stage.PostAsync("tokyo", stream.Batch(1, Run, Of(0, false), Of(0, false) with { Reason = "a\0b" }))).Status);
        Assert.Equal(HealthState.Down, await _stage.HealthAsync("eu-web-1"));
        Assert.StartsWith("a b", _stage.Stage.Publisher.Edition.Health!.Table.Endpoints[new("eu-web-1")].Reason, StringComparison.Ordinal);
    }

    private static SentOutcome Of(long found, bool passed) => new()
    {
        Endpoint = "eu-web-1",
        Address = $"{Sample.Eu}",
        Port = 80,
        Passed = passed,
        Reason = passed ? "HTTP 200" : "HTTP 503",
        Latency = 1,
        Found = found,
    };

    private static string Batch { get; } = JsonSerializer.Serialize(
        new OutcomeBatch { Run = Run, Number = 1, Since = new Heartbeat(Guid.Empty, Guid.Empty, 0), Version = 1, Endpoints = 1, Waiting = 0, Dropped = 0, Outcomes = [Of(0, false)] },
        JoiningJson.Default.OutcomeBatch).Replace($"\"session\":\"{Guid.Empty}\"", "\"session\":\"SESSION\"", StringComparison.Ordinal);

    private static string Changed(string member, object? value) => Changed(Batch, member, value);

    private static string Changed(SentOutcome outcome, string member, object? value) => Changed(JsonSerializer.Serialize(outcome, JoiningJson.Default.SentOutcome), member, value);

    private static string Changed(string json, string member, object? value)
    {
        var node = System.Text.Json.Nodes.JsonNode.Parse(json)!;
        node[member] = value is null ? null : System.Text.Json.Nodes.JsonNode.Parse(value is string { Length: > 22 } or "tokyo" ? $"\"{value}\"" : $"{value}");
        return node.ToJsonString();
    }

    private static string With(string second) => $"{Batch[..^2]},{second}]}}";
}
