using System.Text.Json;
using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>The commands beside a running program, on the living example.</summary>
[Collection(EndToEndTests.Name)]
public sealed class CommandTests(RunningExample example, ITestOutputHelper output) : IClassFixture<RunningExample>, IDisposable
{
    public void Dispose() => output.WriteLine(example.Stage.Transcript);

    [Fact(Timeout = 60_000)]
    public async Task Simulating_a_region_down_says_who_would_move_where_and_that_it_holds()
    {
        var (code, said) = await RunAsync("simulate", "--down", "eu-west");
        Assert.Equal(0, code);
        Assert.Matches(@"app\.example\.test +all +eu-west \(eu-web\) +us-east \(us-web\)", said);
        Assert.Matches(@"www\.example\.test +192\.0\.2\.0/24, DE \(EU\) +eu-west \(eu-web\) +us-east \(us-web\)", said);
        Assert.DoesNotMatch(@"www\.example\.test +203\.0\.113\.0/24", said);
        Assert.Matches(@"[1-9]\d* of \d+ pairs of steered name and client place would move", said);
    }

    [Fact(Timeout = 60_000)]
    public async Task Simulating_everything_down_says_by_its_exit_code_that_it_does_not_hold()
    {
        var (code, said) = await RunAsync("simulate", "--down", "eu-west", "us-east", "ap-south");
        Assert.Equal(4, code);
        Assert.Contains("left to the fallback", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Simulating_what_does_not_exist_says_what_does()
    {
        var (code, said) = await RunAsync("simulate", "--down", "atlantis");
        Assert.Equal(3, code);
        Assert.Contains("'atlantis'", said, StringComparison.Ordinal);
        Assert.Contains("eu-west, us-east, ap-south", said, StringComparison.Ordinal);
    }

    [Theory(Timeout = 60_000)]
    [InlineData("192.0.2.1", "eu-west", "127.0.1.11")]
    [InlineData("203.0.113.9", "ap-south", "127.0.1.31")]
    [InlineData("198.51.100.7", "us-east", "127.0.1.21")]
    public async Task Explaining_an_answer_says_the_region_the_addresses_and_why(string client, string region, string address)
    {
        var (code, said) = await RunAsync("explain", "www.example.test", "A", "--client", client);
        Assert.Equal(0, code);
        Assert.Matches($"region +{region}", said);
        Assert.Contains(address, said, StringComparison.Ordinal);
        Assert.Contains("why", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Explaining_says_as_JSON_who_was_removed_and_why()
    {
        var (code, said) = await RunAsync("explain", "www.example.test", "A", "--client", "192.0.2.53", "--subnet", "192.0.2.0/24", "--at", "1", "--down", "eu-west", "--json");
        Assert.Equal(0, code);
        using var json = JsonDocument.Parse(said[said.IndexOf('{', StringComparison.Ordinal)..(said.LastIndexOf('}') + 1)]);
        var choice = json.RootElement.GetProperty("choice");
        Assert.Equal("us-east", choice.GetProperty("region").GetString());
        Assert.Contains(
            choice.GetProperty("steps").EnumerateArray().Where(step => step.TryGetProperty("node", out _)).SelectMany(step => step.GetProperty("node").GetProperty("candidates").EnumerateArray()),
            candidate => !candidate.GetProperty("isLeft").GetBoolean() && candidate.GetProperty("why").GetString()!.Contains("imagined to be down", StringComparison.Ordinal));
    }

    [Fact(Timeout = 60_000)]
    public async Task Checking_says_how_many_expectations_hold()
    {
        var (code, said) = await RunAsync("check");
        Assert.Equal(0, code);
        Assert.Contains("of 0 expectations hold", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Simulating_says_what_regions_get_how_long_it_takes_and_what_one_more_would_mean()
    {
        var (code, said) = await RunAsync("simulate", "--down", "eu-west");
        Assert.Equal(0, code);
        Assert.Matches(@"REGION +NOW +THEN", said);
        Assert.Matches(@"eu-west +\d+\.\d % +0\.0 %", said);
        Assert.Contains("until the last client has gone", said, StringComparison.Ordinal);
        Assert.Contains("without us-east:", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Explaining_a_name_that_is_not_steered_says_which_are()
    {
        var (code, said) = await RunAsync("explain", "nobody.example.test");
        Assert.Equal(3, code);
        Assert.Contains("www.example.test.", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task History_is_exported_as_CSV_and_as_JSON()
    {
        var (csvCode, _) = await RunAsync("history", "export", "--format", "csv", "--output", example.Stage.Folder.In("history.csv"));
        var (jsonCode, _) = await RunAsync("history", "export", "--format", "json", "--kind", "both", "--output", example.Stage.Folder.In("history.json"));
        Assert.Equal((0, 0), (csvCode, jsonCode));

        var lines = (await File.ReadAllTextAsync(example.Stage.Folder.In("history.csv"))).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("id,at,endpoint,pool,region,from,to,reason,vantage,probe,failing_since,votes,configuration_version,configuration_hash", lines[0]);
        // Each of the six endpoints was found well once.
        Assert.Equal(6, lines.Count(line => line.Contains(",unknown,up,HTTP 200,", StringComparison.Ordinal)));
        Assert.All(lines[1..], line => Assert.Matches(@"^\d+,20\d\d-\d\d-\d\dT[^,]+Z,(eu|us|ap)-web-[12],(eu|us|ap)-web,(eu-west|us-east|ap-south),.*,1,[0-9a-f]{64}$", line));

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(example.Stage.Folder.In("history.json")));
        Assert.Equal(lines.Length - 1, json.RootElement.GetProperty("transitions").GetArrayLength());
        Assert.Equal(JsonValueKind.Array, json.RootElement.GetProperty("rollUps").ValueKind);
    }

    [Fact(Timeout = 60_000)]
    public async Task CSV_of_two_kinds_of_row_is_refused_with_a_sentence()
    {
        var (code, said) = await RunAsync("history", "export", "--kind", "both", "--format", "csv");
        Assert.Equal(3, code);
        Assert.Contains("--format json", said, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_lost_password_is_helped_with_a_link()
    {
        var (code, said) = await RunAsync("people", "link", "--web", $"{example.Web}");
        Assert.Equal(0, code);
        Assert.Matches($@"{example.Web}set-up\?key=\S{{20,}}", said);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_second_example_on_this_machine_is_refused_with_a_sentence()
    {
        var stage = example.Stage;
        var (code, program) = await stage.RunAsync(
            "run", "--web", $"{Stage.FreeWeb()}", "--dns", $"{Stage.FreeDns()}", "--data", stage.Folder.In("second"), "--example-port", $"{example.EndpointPort}");
        Assert.Equal(1, code);
        Assert.Contains($"! globallb: The simulated endpoints cannot listen on port {example.EndpointPort} of 127.0.1.x", program.Transcript, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_schema_is_up_to_date_once_the_program_runs()
    {
        var (code, said) = await RunAsync("migrate");
        Assert.Equal(0, code);
        Assert.Contains("up to date", said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> RunAsync(params string[] words)
    {
        var (code, program) = await example.Stage.RunAsync([.. words, .. example.Database]);
        return (code, program.Transcript);
    }
}
