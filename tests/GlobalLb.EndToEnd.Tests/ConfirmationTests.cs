using System.Text.Json;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Steering.Health;
using GlobalLb.Store.Edges;
using GlobalLb.Store.Embedded;
using GlobalLb.Store.Health;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests;

/// <summary>A Control and two edges, each a process of its own: an incident knows when edges had taken it, and which did not.</summary>
public sealed class ConfirmationTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private const string Name = "www.example.test";

    [Fact(Timeout = 300_000)]
    public async Task An_incident_is_confirmed_by_the_edges_and_names_those_that_were_late()
    {
        var endpoints = Sample.StartEndpoints(Stage);
        var (web, fra, ams, folder) = (Stage.FreeWeb(), Stage.FreeDns(), Stage.FreeDns(), Stage.Folder.In("data"));
        var control = await Stage.StartControlAsync(web, "--data", folder);
        var postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder), NullLogger.Instance));
        var desk = Stage.Ending(new Desk(postgres.ConnectionString));
        await Stage.StartEdgeAsync("fra-1", fra, web);
        var late = await Stage.StartEdgeAsync("ams-1", ams, web);
        await desk.EditAsync("begin", _ => Sample.Document(endpoints, [fra.Address, ams.Address]));
        await desk.UntilHistoryHasAsync(transition => transition.To == HealthState.Up, count: 3);
        var begun = DateTimeOffset.UtcNow;
        await UntilEdgesAreAsync(desk, ("ams-1", EdgeState.Current), ("fra-1", EdgeState.Current));

        await endpoints[0].FallAsync();
        await Questions.UntilAnsweredAsync(ams, Name, Stage.Patience, "127.0.2.2");
        var first = await UntilConfirmedAsync(desk, begun, "eu-web-1");
        Assert.Equal(2, first.ConfirmedEdges);
        Assert.Empty(first.UnconfirmedEdges);
        Assert.True(first.DetectedMilliseconds <= first.FailoverMilliseconds && first.FailoverMilliseconds <= first.ConfirmedMilliseconds, $"{first}");
        Figures.Write(Output, "From the first failed probe until two edges had taken it", TimeSpan.FromMilliseconds(first.ConfirmedMilliseconds!.Value), Sample.FailoverLimit);
        Output.WriteLine($"… of which detection {first.DetectedMilliseconds:0} ms, publication {first.FailoverMilliseconds - first.DetectedMilliseconds:0.0} ms, edges {first.ConfirmedMilliseconds - first.FailoverMilliseconds:0.0} ms");

        // All clients of www were in eu-west, and none of api was.
        Assert.Equal([("api.example.test.", 0.0), ("www.example.test.", 1.0)], first.Moved.Select(one => (one.Name.ToString(), one.Part)).Order());
        Assert.Equal(50, first.MovedPercent);
        endpoints[0].Heal();
        await Questions.UntilAnsweredAsync(ams, Name, Stage.Patience, "127.0.2.1");

        // One stands still: it is named, and the figure of the other stands. It is gone from the ranks until it says something again.
        late.Signal("STOP");
        try
        {
            await endpoints[1].FallAsync();
            await Questions.UntilAnsweredAsync(fra, "api.example.test", Stage.Patience, "127.0.2.3");
            var second = await UntilConfirmedAsync(desk, begun, "us-web-1");
            Assert.Equal("ams-1", Assert.Single(second.UnconfirmedEdges));
            Assert.Equal(1, second.ConfirmedEdges);
            Assert.NotNull(second.ConfirmedMilliseconds);
            Assert.InRange(second.ConfirmedMilliseconds.Value - second.FailoverMilliseconds!.Value, 0, 15_000);
            await control.WaitForAsync("Edge ams-1 at .* is gone, silent or behind", Stage.Patience);
        }
        finally
        {
            late.Signal("CONT");
        }

        await UntilEdgesAreAsync(desk, ("ams-1", EdgeState.Current), ("fra-1", EdgeState.Current));
        await control.WaitForAsync("Edge ams-1 answers from what is published again", Stage.Patience);

        // Control ends and another begins: both come back and say what they have; one that ends is gone.
        Assert.Equal(0, await control.StopAsync());
        await Stage.StartControlAsync(web, "--data", folder);
        await Poll.UntilAsync("both edges have come back", Stage.Patience, async () => (await desk.Get<EdgeList>().ReadAsync()).All(edge => edge.IsConnected && edge.SeenAt >= edge.Since && edge.BehindSince is null));
        Assert.Equal(0, await late.StopAsync());
        await UntilEdgesAreAsync(desk, ("ams-1", EdgeState.Gone), ("fra-1", EdgeState.Current));

        // The same from the command line.
        var (code, export) = await Stage.RunAsync("history", "export", "--kind", "incidents", "--format", "jsonl", "--data", folder);
        Assert.Equal(0, code);
        Assert.Contains("\"unconfirmedEdges\":[\"ams-1\"]", export.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain(" rows", export.Transcript, StringComparison.Ordinal); // nobody looks
        var (told, availability) = await Stage.RunAsync("history", "availability", "--region", "eu-west", "--data", folder);
        Assert.Equal(0, told);
        Assert.Matches(@"endpoint +eu-web-1 +\d+\.\d{3} % +0\.00:00:\d\d +1 ", availability.Transcript);
        var (_, figures) = await Stage.RunAsync("history", "availability", "--endpoint", "eu-web-1", "--json", "--data", folder);
        var json = figures.Transcript.Split('\n').Select(line => line[(line.IndexOf('[', StringComparison.Ordinal) is var at && at < 0 ? line.Length : at)..]).First(line => line.Length > 0);
        using var read = JsonDocument.Parse(json);
        Assert.Equal(1, read.RootElement.EnumerateArray().Single(one => one.GetProperty("code").GetString() == "eu-web-1").GetProperty("falls").GetInt32());
    }

    private static Task<TimeSpan> UntilEdgesAreAsync(Desk desk, params (string Name, EdgeState State)[] edges) => Poll.UntilAsync(
        $"edges are {string.Join(", ", edges)}",
        Stage.Patience,
        async () => (await desk.Get<EdgeList>().ReadAsync()).Select(edge => (edge.Name, edge.StateAt(DateTimeOffset.UtcNow))).SequenceEqual(edges));

    // Of the one fall, without what else belongs to its incident.
    private static async Task<Incident> UntilConfirmedAsync(Desk desk, DateTimeOffset begun, string endpoint)
    {
        Incident? incident = null;
        await Poll.UntilAsync($"the fall of {endpoint} is confirmed", Stage.Patience, async () =>
        {
            await foreach (var found in desk.Get<IncidentHistory>().ReadAsync(new HistoryRange(begun, DateTimeOffset.UtcNow.AddMinutes(5), null, new(endpoint)))) incident = found;
            return incident?.ConfirmedEdges is not null;
        });
        return incident!;
    }
}
