using System.Text.Json;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>What programs report over the API, signed in as an administrator, and what DNS answers because of it.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ReportTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    private const string Before = """
        regions:
          - {code: eu, name: Dublin, capacity: 1000, load: 500}
          - {code: us, name: Ashburn}
        pools:
          - {code: eu-web, region: eu, endpoints: [{code: eu-1, address: 192.0.2.1}]}
          - {code: us-web, region: us, endpoints: [{code: us-1, address: 192.0.2.2}]}
        zones:
          - name: reported.test.
            authority: {primaryNameServer: ns1.reported.test., mailbox: hostmaster.reported.test.}
            records:
              - {name: reported.test., type: NS, value: ns1}
              - {name: ns1.reported.test., type: A, value: 192.0.2.53}
            steeredNames:
              - name: www.reported.test.
                policy: {kind: capacity, overflow: nearest, branches: [{node: {kind: pool, pool: eu-web}}, {node: {kind: pool, pool: us-web}}]}
        """;

    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 240_000)]
    public async Task What_is_reported_is_one_version_each_and_DNS_answers_by_it()
    {
        var api = (await console.OpenAsync("/")).APIRequest;
        var stage = console.Example.Stage;
        var file = stage.Folder.In("reported.yaml");
        await File.WriteAllTextAsync(file, Before + "\n");
        var (code, program) = await stage.RunAsync(["config", "apply", file, "--confirm", .. console.Example.Database]);
        Assert.True(code == 0, program.Transcript);
        await Questions.UntilAnsweredAsync(console.Dns, "www.reported.test", Stage.Patience, "192.0.2.1");

        var (status, said) = await ReportAsync(api, "eu", """{"load": 540}""");
        Assert.Equal((200, "unchanged", 500.0), (status, said.GetProperty("outcome").GetString(), said.GetProperty("load").GetDouble()));
        var version = said.GetProperty("version").GetInt64();
        (status, said) = await ReportAsync(api, "eu", """{"load": 1e9}""");
        Assert.Equal((200, "accepted", version + 1), (status, said.GetProperty("outcome").GetString(), said.GetProperty("version").GetInt64()));
        await Questions.UntilAnsweredAsync(console.Dns, "www.reported.test", Stage.Patience, "192.0.2.2");
        (status, said) = await ReportAsync(api, "eu", """{"load": 10}""");
        Assert.Equal((200, "unchanged", version + 1), (status, said.GetProperty("outcome").GetString(), said.GetProperty("version").GetInt64()));
        Assert.InRange(said.GetProperty("retryAfter").GetInt32(), 1, 60);

        (status, said) = await MeasureAsync(api, "country:DE,eu,20\ncountry:DE,us,90 # far\n");
        Assert.Equal((200, "accepted", version + 2, 2), (status, said.GetProperty("outcome").GetString(), said.GetProperty("version").GetInt64(), said.GetProperty("added").GetInt32()));
        (status, said) = await MeasureAsync(api, "country:DE,eu,21");
        Assert.Equal((200, "unchanged", version + 2, 1), (status, said.GetProperty("outcome").GetString(), said.GetProperty("version").GetInt64(), said.GetProperty("kept").GetInt32()));
        (status, said) = await MeasureAsync(api, "country:DE,eu,21", "?band=0&comment=week+47");
        Assert.Equal((200, "accepted", 1), (status, said.GetProperty("outcome").GetString(), said.GetProperty("changed").GetInt32()));
        using var all = JsonDocument.Parse(await (await api.GetAsync("/api/v1/configuration")).TextAsync());
        Assert.Equal(("week 47", SignedInConsole.Person), (all.RootElement.GetProperty("comment").GetString(), all.RootElement.GetProperty("author").GetString()));
        Assert.Equal([21.0, 90.0], all.RootElement.GetProperty("document").GetProperty("latencies").EnumerateArray().Select(latency => latency.GetProperty("milliseconds").GetDouble()));
    }

    [Fact(Timeout = 240_000)]
    public async Task What_cannot_be_taken_is_refused_with_a_sentence()
    {
        var api = (await console.OpenAsync("/")).APIRequest;
        await IsRefusedAsync(MeasureAsync(api, "country:XX,nowhere,20\ncountry:DE,nowhere,20"), 400, "line:1: 'XX' is no ISO 3166-1 country code", "line:2: there is no region 'nowhere'; write one of");
        await IsRefusedAsync(MeasureAsync(api, "country:DE,eu,20", "?band=-1"), 400, "write a number of percent, 0 to 1000");
        await IsRefusedAsync(MeasureAsync(api, new string('#', (4 << 20) + 1)), 413, "The body may be 4194304 octets.");
        await IsRefusedAsync(SendAsync(api, "POST", "/api/v1/latencies", "text/plain", "country:DE,eu,20"), 415, "Send it as text/csv.");
        await IsRefusedAsync(ReportAsync(api, "nowhere", """{"load": 1}"""), 404, "There is no region 'nowhere'.");
        foreach (var body in new[] { "", "7", "{}", """{"load": -1}""", """{"load": "1"}""", """{"load": 1, "since": 2}""", """{"load": 1e16}""" })
            await IsRefusedAsync(ReportAsync(api, "nowhere", body), 400, "a number from 0 to 1000000000000000");

        var nobody = (await console.OpenAsNobodyAsync("/")).APIRequest;
        Assert.Equal(401, (await MeasureAsync(nobody, "country:DE,eu,20")).Status);
        Assert.Equal(401, (await ReportAsync(nobody, "eu", """{"load": 1}""")).Status);
    }

    private static async Task IsRefusedAsync(Task<(int Status, JsonElement Said)> asked, int status, params string[] sentences)
    {
        var (found, said) = await asked;
        Assert.True(found == status, $"{found}: {said}");
        foreach (var sentence in sentences) Assert.Contains(sentence, JsonSerializer.Serialize(said, Plain), StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static Task<(int Status, JsonElement Said)> MeasureAsync(IAPIRequestContext api, string lines, string query = "") =>
        SendAsync(api, "POST", $"/api/v1/latencies{query}", "text/csv", lines);

    private static Task<(int Status, JsonElement Said)> ReportAsync(IAPIRequestContext api, string region, string body) =>
        SendAsync(api, "PUT", $"/api/v1/regions/{region}/load", "application/json", body);

    private static async Task<(int Status, JsonElement Said)> SendAsync(IAPIRequestContext api, string method, string path, string mediaType, string body)
    {
        var answer = await api.FetchAsync(path, new() { Method = method, DataByte = System.Text.Encoding.UTF8.GetBytes(body), Headers = [new("Content-Type", mediaType)] });
        var text = await answer.TextAsync();
        return (answer.Status, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }
}
