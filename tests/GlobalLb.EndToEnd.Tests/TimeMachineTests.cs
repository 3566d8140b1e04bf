using System.Globalization;
using System.Text.RegularExpressions;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

public sealed class TimeMachineTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test";

    [Fact(Timeout = 240_000)]
    public async Task What_was_believed_why_and_what_a_client_got_is_told_of_any_moment()
    {
        var endpoints = Sample.StartEndpoints(Stage);
        var (web, edge, folder) = (Stage.FreeWeb(), Stage.FreeDns(), Stage.Folder.In("data"));
        await Stage.StartControlAsync(web, "--data", folder);
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder), NullLogger.Instance));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("edge-1", edge, web);
        await desk.EditAsync("begin", _ => Sample.Document(endpoints, [edge.Address, edge.Address]));
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, count: 3);
        var before = await AnsweredAsync("127.0.2.1");
        await endpoints[0].FallAsync();
        var during = await AnsweredAsync("127.0.2.2");
        var fall = await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Down, count: 1);
        endpoints[0].Heal();
        var after = await AnsweredAsync("127.0.2.1");

        await ToldAsync(before, "127.0.2.1", "Up");
        await ToldAsync(during, "127.0.2.2", "Down");
        await ToldAsync(after, "127.0.2.1", "Up");
        Assert.NotNull(fall.FailingSince);
        Assert.InRange(fall.FailingSince.Value, before, fall.At);

        // The incident knows how long it took, and the figures how long it lasted.
        var range = new HistoryRange(before.AddMinutes(-5), after.AddSeconds(1));
        Incident? incident = null;
        await Poll.UntilAsync("the incident is over", Stage.Patience, async () =>
        {
            await foreach (var found in desk.Get<IncidentHistory>().ReadAsync(range)) incident = found;
            return incident is { End: not null, FailoverMilliseconds: not null };
        });
        Assert.Contains(fall.Endpoint, incident!.Endpoints);
        Assert.Contains($"{Name}.", incident.SteeredNames);
        Assert.InRange(incident.FailoverMilliseconds!.Value, 1, Sample.FailoverLimit.TotalMilliseconds);
        Figures.Write(Output, "From the first failed probe to the publication", TimeSpan.FromMilliseconds(incident.FailoverMilliseconds.Value), Sample.FailoverLimit);
        var figures = await desk.Get<AvailabilityHistory>().ReadAsync(range);
        Assert.InRange(figures.Single(one => one.Code == fall.Endpoint.Value).Share!.Value, 0.01, 0.999);

        async Task<DateTimeOffset> AnsweredAsync(string address)
        {
            await Questions.UntilAnsweredAsync(edge, Name, Stage.Patience, address);
            return DateTimeOffset.UtcNow;
        }

        // What happened may be stored a second later.
        Task<TimeSpan> ToldAsync(DateTimeOffset moment, string address, string health) => Poll.UntilAsync($"{moment:O} is told", Stage.Patience, async () =>
        {
            var (code, program) = await Stage.RunAsync("explain", Name, "A", "--client", "192.0.2.1", "--at", moment.ToString("O", CultureInfo.InvariantCulture), "--data", folder);
            return code == 0
                && Regex.IsMatch(program.Transcript, $@"answer +.*\b{Regex.Escape(address)}\b")
                && Regex.IsMatch(program.Transcript, $@"believed at {moment:yyyy-MM-dd HH:mm:ss}Z[^!]*\b{fall.Endpoint} {health} since ");
        });
    }
}
