using System.Globalization;
using System.Text.Json;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>What an operator does in the console, in a real browser, and what DNS answers because of it.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ConsoleTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    private const string Name = "app.example.test", FromIndia = "203.0.113.0/24", FromAmerica = "198.51.100.0/24";

    // Failure is noticed within 3 × (2 s + 1 s); a page shows it at once, on a busy machine a little later.
    private const int SoonEnough = 20_000;

    private static readonly string[] EuWest = ["127.0.1.11", "127.0.1.12"], UsEast = ["127.0.1.21", "127.0.1.22"], ApSouth = ["127.0.1.31", "127.0.1.32"];

    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 120_000)]
    public async Task Who_signed_out_sees_nothing_until_signed_in_again()
    {
        var page = await console.OpenAsNobodyAsync("/");
        await Expect(page.GetByTestId("sign-in-name")).ToBeVisibleAsync();
        await SignInAsync(page, "not the password");
        await Expect(page.GetByTestId("problem")).ToBeVisibleAsync();
        await SignInAsync(page, SignedInConsole.Password);
        await Expect(page.GetByTestId("region-eu-west")).ToBeVisibleAsync();

        await page.Locator("details.me summary").ClickAsync();
        await page.GetByTestId("sign-out").ClickAsync();
        await Expect(page.GetByTestId("sign-in-name")).ToBeVisibleAsync();
        await page.GotoAsync("/versions");
        await Expect(page.GetByTestId("sign-in-name")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_set_up_link_works_once()
    {
        var page = await console.OpenAsNobodyAsync(console.Example.SetUpLink.PathAndQuery);
        await Expect(page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("set-up-submit")).ToHaveCountAsync(0);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_first_page_shows_every_region_with_the_health_of_its_endpoints()
    {
        var page = await console.OpenAsync("/");
        foreach (var region in new[] { "eu-west", "us-east", "ap-south" })
            await Expect(page.GetByTestId($"region-{region}-state")).ToHaveAttributeAsync("data-state", "open");
        foreach (var pool in new[] { "eu", "us", "ap" })
        {
            await ExpectHealthAsync(page, $"{pool}-web-1", "up");
            await ExpectHealthAsync(page, $"{pool}-web-2", "up");
        }

        if (Environment.GetEnvironmentVariable("GLOBALLB_SCREENSHOT") is { Length: > 0 } path)
            await page.ScreenshotAsync(new() { Path = path });
    }

    [Fact(Timeout = 120_000)]
    public async Task A_drained_region_takes_no_clients_until_it_is_opened()
    {
        var page = await console.OpenAsync("/");
        await UntilAnsweredAsync("www.example.test", FromIndia, ApSouth);
        await page.GetByTestId("region-ap-south-drain").ClickAsync();
        await Expect(page.GetByTestId("preview")).ToContainTextAsync("move to eu-west");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("region-ap-south-state")).ToHaveAttributeAsync("data-state", "drained");
        await UntilAnsweredAsync("www.example.test", FromIndia, EuWest);

        await page.GetByTestId("region-ap-south-open").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("region-ap-south-state")).ToHaveAttributeAsync("data-state", "open");
        await UntilAnsweredAsync("www.example.test", FromIndia, ApSouth);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_health_mark_of_an_endpoint_made_sick_changes_by_itself()
    {
        var regions = await console.OpenAsync("/");
        await ExpectHealthAsync(regions, "eu-web-1", "up");
        var example = await console.OpenAsync("/example");
        await example.GetByTestId("sick-eu-web-1").CheckAsync();
        await ExpectHealthAsync(regions, "eu-web-1", "down");
        await ExpectHealthAsync(regions, "eu-web-2", "up");
        await UntilAnsweredAsync(Name, FromAmerica, ["127.0.1.12"]);
        var history = await console.OpenAsync("/history?endpoint=eu-web-1");
        await Expect(history.GetByTestId("incident-confirmed").First).ToContainTextAsync("confirmed by 1 edge after", new() { Timeout = SoonEnough });
        await Expect(history.GetByTestId("incident-moved").First).ToContainTextAsync("%");

        await example.GetByTestId("sick-eu-web-1").UncheckAsync();
        await ExpectHealthAsync(regions, "eu-web-1", "up");
        await UntilAnsweredAsync(Name, FromAmerica, EuWest);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_answered_at_a_moment_is_explained_by_the_page_the_API_and_the_command()
    {
        const string Sick = "us-web-1", Both = "127.0.1.21 127.0.1.22", Left = "127.0.1.22", Us = "www.example.test";
        var example = await console.OpenAsync("/example");
        await UntilAnsweredAsync(Us, FromAmerica, UsEast);
        var before = DateTime.UtcNow;
        await example.GetByTestId($"sick-{Sick}").CheckAsync();
        await UntilAnsweredAsync(Us, FromAmerica, [Left]);
        // The history is written after it was published.
        await Poll.UntilAsync("the API knows of it", Stage.Patience, async () => await AskAsync(DateTime.UtcNow) == Left);
        var after = DateTime.UtcNow;
        await example.GetByTestId($"sick-{Sick}").UncheckAsync();
        await UntilAnsweredAsync(Us, FromAmerica, UsEast);

        foreach (var (moment, expected) in new[] { (before, Both), (after, Left) })
        {
            Assert.Equal(expected, await AskAsync(moment));
            var page = await console.OpenAsync($"/explain?name={Us}&type=A&client=198.51.100.7&at={moment:O}");
            await Expect(page.GetByText(expected == Both ? "2 of 2 IPv4 endpoints available" : "1 of 2 IPv4 endpoints available").First).ToBeVisibleAsync();
            var (code, program) = await console.Example.Stage.RunAsync(["explain", Us, "A", "--client", "198.51.100.7", "--at", $"{moment:O}", .. console.Example.Database]);
            Assert.True(code == 0, program.Transcript);
            Assert.Matches(expected == Both ? "from +(us-web-1, us-web-2|us-web-2, us-web-1)" : "from +us-web-2\n(.|\n)*us-web-1: down since", program.Transcript);
        }

        foreach (var (at, status, sentence) in new[] { ("yesterday", 400, "'yesterday' is no version and no time"), ("2000-01-01", 404, "Nothing was configured by 2000-01-01"), ("999999", 404, "There is no version 999999") })
        {
            var refused = await example.APIRequest.GetAsync($"/api/v1/explain?name={Us}&client=198.51.100.7&at={at}");
            Assert.Equal(status, refused.Status);
            using var said = JsonDocument.Parse(await refused.TextAsync());
            Assert.StartsWith(sentence, said.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        async Task<string> AskAsync(DateTime moment)
        {
            using var said = JsonDocument.Parse(await (await example.APIRequest.GetAsync($"/api/v1/explain?name={Us}&client=198.51.100.7&at={moment:O}")).TextAsync());
            return string.Join(' ', said.RootElement.GetProperty("choice").GetProperty("addresses").EnumerateArray().Select(address => address.GetString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_changed_TTL_is_a_version_with_its_author_and_is_taken_back_by_restoring_the_one_before()
    {
        var page = await console.OpenAsync("/zones/example.test");
        await page.Locator("[data-testid^='steered-app.example.test'][data-testid$='-ttl']").FillAsync("17");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToBeVisibleAsync();
        var version = int.Parse((await page.GetByTestId("saved").GetAttributeAsync("data-version"))!, CultureInfo.InvariantCulture);
        await UntilTtlIsAsync(17);

        await page.GotoAsync("/versions");
        await Expect(page.GetByTestId($"version-row-{version}")).ToContainTextAsync(SignedInConsole.Person);
        await page.GetByTestId($"version-{version}-show").ClickAsync();
        await Expect(page.GetByTestId($"version-{version}-difference")).ToContainTextAsync("10 → 17");
        await page.GetByTestId($"version-{version - 1}-restore").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId($"version-row-{version + 1}")).ToContainTextAsync(SignedInConsole.Person);
        await Expect(page.GetByTestId("current-version")).ToHaveAttributeAsync("data-version", $"{version + 1}");
        await UntilTtlIsAsync(10);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_TTL_that_makes_no_sense_is_refused_with_a_sentence_and_makes_no_version()
    {
        var page = await console.OpenAsync("/zones/example.test");
        var before = await page.GetByTestId("current-version").GetAttributeAsync("data-version");
        await page.Locator("[data-testid^='steered-app.example.test'][data-testid$='-ttl']").FillAsync("0");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("current-version")).ToHaveAttributeAsync("data-version", before!);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_simulation_says_who_would_move_and_moves_nobody()
    {
        var page = await console.OpenAsync("/simulate");
        await page.GetByTestId("simulate-region-eu-west").CheckAsync();
        await page.GetByTestId("simulate-run").ClickAsync();
        await Expect(page.GetByTestId("simulate-summary")).ToContainTextAsync("would move");
        var rows = page.GetByTestId("simulate-row");
        Assert.NotEqual(0, await rows.CountAsync());
        await Expect(page.Locator("[data-testid=simulate-row][data-name='www.example.test.'][data-moved=true]").First).ToContainTextAsync("us-east");
        await Expect(page.Locator("[data-testid=simulate-row][data-name='www.example.test.'][data-place^='203.0.113.0/24']")).ToHaveAttributeAsync("data-moved", "false");
        Assert.Equal(EuWest, await AnsweredAsync(Name, FromAmerica));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_drill_evacuates_a_region_and_ends_by_itself()
    {
        var page = await console.OpenAsync("/");
        await UntilAnsweredAsync("www.example.test", FromAmerica, UsEast);
        await page.GetByTestId("region-us-east-drill").ClickAsync();
        await page.GetByTestId("drill-minutes").FillAsync("1");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("region-us-east-state")).ToHaveAttributeAsync("data-state", "drill");
        await UntilAnsweredAsync("www.example.test", FromAmerica, EuWest);

        await Expect(page.GetByTestId("region-us-east-state")).ToHaveAttributeAsync("data-state", "open", new() { Timeout = 80_000 });
        await UntilAnsweredAsync("www.example.test", FromAmerica, UsEast);
        var versions = await console.OpenAsync("/versions");
        await Expect(versions.GetByText("the drill in us-east ended by itself")).ToBeVisibleAsync(new() { Timeout = SoonEnough });
    }

    [Fact(Timeout = 120_000)]
    public async Task The_edges_say_what_they_answer_from()
    {
        var page = await console.OpenAsync("/edges");
        var edge = page.Locator("tr[data-testid^=edge-]");
        await Expect(edge).ToContainTextAsync("this process", new() { Timeout = SoonEnough });
        await Expect(edge.Locator("[data-state]")).ToHaveAttributeAsync("data-state", "Current", new() { Timeout = SoonEnough });
        var answer = await page.APIRequest.GetAsync("/api/v1/edges");
        using var json = JsonDocument.Parse(await answer.TextAsync());
        Assert.Equal("current", Assert.Single(json.RootElement.EnumerateArray()).GetProperty("state").GetString());
        Assert.True(json.RootElement[0].GetProperty("version").GetInt64() > 0);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_history_is_downloaded_as_CSV()
    {
        var page = await console.OpenAsync("/history");
        await Expect(page.GetByTestId("transition-row").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("availability-Region-eu-west")).ToContainTextAsync("%");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("history-csv").ClickAsync());
        Assert.EndsWith(".csv", download.SuggestedFilename, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal("id,at,endpoint,pool,region,from,to,reason,vantage,probe,failing_since,votes,configuration_version,configuration_hash", lines[0]);
        Assert.Contains(lines, line => line.Contains(",eu-web-1,eu-web,eu-west,unknown,up,", StringComparison.Ordinal));
    }

    private static async Task SignInAsync(IPage page, string password)
    {
        await page.GetByTestId("sign-in-name").FillAsync(SignedInConsole.Person);
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in-submit").ClickAsync();
    }

    private static Task ExpectHealthAsync(IPage page, string endpoint, string health) =>
        Expect(page.GetByTestId($"endpoint-{endpoint}-health")).ToHaveAttributeAsync("data-health", health, new() { Timeout = SoonEnough });

    private Task<IReadOnlyList<string>> AnsweredAsync(string name, string subnet) => Questions.AddressesForAsync(console.Dns, name, subnet);

    private Task<TimeSpan> UntilAnsweredAsync(string name, string subnet, string[] addresses) => Poll.UntilAsync(
        $"{name} for {subnet} is {string.Join(" and ", addresses)}",
        Stage.Patience,
        async () => (await AnsweredAsync(name, subnet)).SequenceEqual(addresses));

    private Task<TimeSpan> UntilTtlIsAsync(uint ttl) => Poll.UntilAsync(
        $"{Name} is answered with the TTL {ttl}",
        Stage.Patience,
        async () => (await Questions.AskAsync(console.Dns, Name)).Answers.All(record => record.Ttl == ttl));
}
