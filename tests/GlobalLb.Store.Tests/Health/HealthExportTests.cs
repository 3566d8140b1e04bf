using System.Text;
using System.Text.Json;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Health;

namespace GlobalLb.Store.Tests.Health;

public sealed class HealthExportTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private HistoryRange Day => new(Clock.Now.AddHours(-12), Clock.Now.AddHours(12));

    [Fact]
    public async Task Csv_is_quoted_where_it_must_be_and_runs_no_formula()
    {
        await AppendAsync("plain", "a \"quoted\", and\nbroken text", "=cmd|' /C calc'!A0", "-1+1");
        Assert.Equal(
            """
            id,at,endpoint,pool,region,from,to,reason,vantage,probe,failing_since,votes,configuration_version,configuration_hash
            1,2026-11-20T12:00:00.000000Z,eu-1,eu-web,eu-west,unknown,down,plain,local,,,,3,
            2,2026-11-20T12:00:00.000000Z,eu-1,eu-web,eu-west,unknown,down,"a ""quoted"", and
            broken text",local,,,,3,
            3,2026-11-20T12:00:00.000000Z,eu-1,eu-web,eu-west,unknown,down,'=cmd|' /C calc'!A0,local,,,,3,
            4,2026-11-20T12:00:00.000000Z,eu-1,eu-web,eu-west,unknown,down,'-1+1,local,,,,3,

            """,
            (await ExportAsync(HistoryKind.Transitions, HistoryFormat.Csv)).Replace("\r\n", "\n", StringComparison.Ordinal));
        Assert.Equal(5, (await ExportAsync(HistoryKind.Transitions, HistoryFormat.Csv)).Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task Roll_ups_have_a_csv_of_their_own()
    {
        await Get<HealthHistory>().AppendAsync(
            [], [new(Clock.Now, new("eu-1"), "local", 6, 0, 1.23456, 2, 3.5), new(Clock.Now, new("eu-2"), "local", 6, 6, null, null, null, "", new Dictionary<string, int> { ["HTTP 500"] = 6 })]);
        Assert.Equal(
            "minute,endpoint,probe,vantage,probes,failures,reasons,p50_ms,p95_ms,max_ms,configuration_version,configuration_hash\r\n"
            + "2026-11-20T12:00:00.000000Z,eu-1,,local,6,0,,1.235,2,3.5,0,\r\n"
            + "2026-11-20T12:00:00.000000Z,eu-2,,local,6,6,\"{\"\"HTTP 500\"\":6}\",,,,0,\r\n",
            await ExportAsync(HistoryKind.RollUps, HistoryFormat.Csv));
    }

    [Fact]
    public async Task Json_has_an_array_for_each_kind()
    {
        await AppendAsync("a \"quoted\" text");
        await Get<HealthHistory>().AppendAsync([], [new(Clock.Now, new("eu-1"), "local", 6, 6, null, null, null)]);
        using var both = JsonDocument.Parse(await ExportAsync(HistoryKind.Both, HistoryFormat.Json));
        var transition = both.RootElement.GetProperty("transitions")[0];
        Assert.Equal("a \"quoted\" text", transition.GetProperty("reason").GetString());
        Assert.Equal("down", transition.GetProperty("to").GetString());
        Assert.Equal(Clock.Now, transition.GetProperty("at").GetDateTimeOffset());
        Assert.Equal(JsonValueKind.Null, both.RootElement.GetProperty("rollUps")[0].GetProperty("p50Ms").ValueKind);

        using var one = JsonDocument.Parse(await ExportAsync(HistoryKind.RollUps, HistoryFormat.Json));
        Assert.Equal("rollUps", Assert.Single(one.RootElement.EnumerateObject()).Name);
    }

    [Fact]
    public async Task Json_lines_have_an_object_each_with_the_members_of_the_columns()
    {
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid())
        {
            Outcomes = [new(Clock.Now, new("eu-1"), "deep", "local", true, "HTTP 200", 12.5f, "expires in 3 days", 1), new(Clock.Now.AddSeconds(1), new("eu-1"), "", "local", false, "timeout", 2000, null, 1)],
        });
        var lines = (await ExportAsync(HistoryKind.Outcomes, HistoryFormat.JsonLines)).Split('\n');
        Assert.Equal(
            """{"at":"2026-11-20T12:00:00.000000Z","endpoint":"eu-1","probe":"deep","vantage":"local","passed":true,"reason":"HTTP 200","latencyMs":12.5,"warning":"expires in 3 days","configurationVersion":1,"configurationHash":null}""",
            lines[0]);
        Assert.Equal((3, ""), (lines.Length, lines[2]));
    }

    [Fact]
    public async Task The_version_and_its_hash_go_with_each_row()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        await Get<HealthHistory>().AppendAsync([Change("plain") with { ConfigurationVersion = 1 }], []);
        var hash = (string)(await ExecuteAsync("SELECT encode(sha256(convert_to(document::text, 'UTF8')), 'hex') FROM globallb.configuration_versions"))!;
        Assert.EndsWith($",1,{hash}\r\n", await ExportAsync(HistoryKind.Transitions, HistoryFormat.Csv), StringComparison.Ordinal);
        Assert.Equal(64, hash.Length);
    }

    [Fact]
    public async Task Times_are_written_in_the_time_zone_that_is_asked_for()
    {
        await AppendAsync("plain");
        using var output = new MemoryStream();
        await Get<HealthExport>().WriteAsync(HistoryKind.Transitions, HistoryFormat.Csv, Day, output, zone: TimeZoneInfo.FindSystemTimeZoneById("Asia/Kolkata"));
        Assert.Contains(",2026-11-20T17:30:00.000000+05:30,", Encoding.UTF8.GetString(output.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_have_their_end_their_names_and_how_long_failover_took()
    {
        await Get<ConfigurationEdit>().ApplyToNewestAsync("anna", "", _ => Samples.Document);
        var fall = Change("HTTP 500") with { Endpoint = new("eu-web-1"), ConfigurationVersion = 1, FailingSince = Clock.Now.AddSeconds(-6) };
        await Get<HealthHistory>().StoreAsync(new HistoryBatch(Guid.NewGuid())
        {
            Transitions = [fall, fall with { From = HealthState.Down, To = HealthState.Up, At = Clock.Now.AddMinutes(3) }],
            Published = [new(Clock.Now.AddSeconds(0.5), new("eu-web-1"), new EndpointHealth(HealthState.Down, Clock.Now, "HTTP 500"))],
            Confirmations = [new(Clock.Now.AddSeconds(0.5), 1, 7, 2, 35.5, ["fra-1"], ["ams-1"], 0)],
        });
        var csv = await ExportAsync(HistoryKind.Incidents, HistoryFormat.Csv);
        Assert.Contains("1,2026-11-20T12:00:00.000000Z,2026-11-20T12:03:00.000000Z,eu-web-1,eu-web,eu-west,www.example.test.,2,HTTP 500,6000,6500,6535.5,2,ams-1 fra-1,50,\"{\"\"www.example.test.\"\":50}\",1,", csv, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(await ExportAsync(HistoryKind.Incidents, HistoryFormat.Json));
        Assert.Equal("eu-web-1", json.RootElement.GetProperty("incidents")[0].GetProperty("endpoints")[0].GetString());
        // All of IPv4 goes to the other region; IPv6 stays with the endpoint that is left.
        Assert.Equal(50, json.RootElement.GetProperty("incidents")[0].GetProperty("moved").GetProperty("www.example.test.").GetDouble());
    }

    [Fact]
    public async Task An_incident_that_began_before_the_range_and_is_not_over_is_in_it()
    {
        await AppendAsync("HTTP 500");
        var found = new List<Incident>();
        await foreach (var incident in Get<IncidentHistory>().ReadAsync(new(Clock.Now.AddHours(5), Clock.Now.AddHours(6)))) found.Add(incident);
        Assert.Equal((Clock.Now, (DateTimeOffset?)null), (Assert.Single(found).Begin, found[0].End));
    }

    [Fact]
    public async Task A_pool_or_a_vantage_can_be_asked_for_alone()
    {
        await Get<HealthHistory>().AppendAsync([Change("here"), Change("there") with { Vantage = "berlin" }, Change("elsewhere") with { Pool = new("us-web") }], []);
        async Task<string> ReadAsync(HistoryRange range)
        {
            var reasons = new List<string>();
            await foreach (var row in Get<HealthHistory>().TransitionsAsync(range)) reasons.Add(row.Reason);
            return string.Join(' ', reasons);
        }

        Assert.Equal("there", await ReadAsync(Day with { Vantage = "berlin" }));
        Assert.Equal("elsewhere", await ReadAsync(Day with { Pool = new("us-web") }));
    }

    [Fact]
    public async Task Both_kinds_do_not_fit_in_one_csv() =>
        await Assert.ThrowsAsync<ArgumentException>(() => ExportAsync(HistoryKind.Both, HistoryFormat.Csv));

    [Theory]
    [InlineData(HistoryFormat.Csv)]
    [InlineData(HistoryFormat.Json)]
    [InlineData(HistoryFormat.JsonLines)]
    public async Task Memory_does_not_grow_with_the_number_of_rows(HistoryFormat format)
    {
        const int Rows = 200_000;
        await ExecuteAsync(
            $"""
            INSERT INTO globallb.transitions (at, endpoint, pool, region, from_health, to_health, reason, vantage, configuration_version)
            SELECT '2026-11-20 12:00:00+00'::timestamptz + nr * interval '1 millisecond', 'eu-1', 'eu-web', 'eu-west', 'up', 'down', repeat('why ', 25), 'local', 1
            FROM generate_series(1, {Rows}) AS nr
            """);
        var reports = new Reports(every: 20_000);
        await Get<HealthExport>().WriteAsync(HistoryKind.Transitions, format, Day, new AsynchronousOnly(), reports);
        Assert.Equal(Rows, reports.Last);
        // 20 000 rows are well over 2 MB: if they were kept, they would show.
        Assert.InRange(reports.Memory[^1] - reports.Memory[0], long.MinValue, 2_000_000);
    }

    private async Task AppendAsync(params string[] reasons) => await Get<HealthHistory>().AppendAsync(
        [.. reasons.Select(Change)], []);

    private Transition Change(string reason) =>
        new(0, Clock.Now, new("eu-1"), new("eu-web"), new("eu-west"), HealthState.Unknown, HealthState.Down, reason, "local", 3);

    private async Task<string> ExportAsync(HistoryKind kind, HistoryFormat format)
    {
        using var output = new MemoryStream();
        await Get<HealthExport>().WriteAsync(kind, format, Day, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private sealed class Reports(long every) : IProgress<long>
    {
        public List<long> Memory { get; } = [];

        public long Last { get; private set; }

        public void Report(long value)
        {
            Last = value;
            if (value % every == 0) Memory.Add(GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    /// <summary>A stream as a web server's: whoever writes to it must not block.</summary>
    private sealed class AsynchronousOnly : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new InvalidOperationException("a write that blocks");

        public override void Write(ReadOnlySpan<byte> buffer) => throw new InvalidOperationException("a write that blocks");

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.CompletedTask;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }
}
