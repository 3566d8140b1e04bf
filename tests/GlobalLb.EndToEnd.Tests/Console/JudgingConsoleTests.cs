using System.Text.Json;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>Who judges, what is held back, and what is drained when: edited in a real browser.</summary>
[Collection(EndToEndTests.Name)]
public sealed class JudgingConsoleTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    private const string FromIndia = "203.0.113.0/24";

    // Detection takes some seconds, and a busy machine more.
    private const int SoonEnough = 60_000;

    private static readonly string[] All = ["eu-web-1", "eu-web-2", "us-web-1", "us-web-2", "ap-web-1", "ap-web-2"];
    private static readonly string[] EuWest = ["127.0.1.11", "127.0.1.12"], ApSouth = ["127.0.1.31", "127.0.1.32"];

    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 240_000)]
    public async Task Vantages_are_named_chosen_by_a_pool_and_shown_with_what_they_found()
    {
        var page = await console.OpenAsync("/vantages");
        await Expect(page.GetByTestId("vantages-none")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("vantage-control-reports")).ToContainTextAsync("reports", new() { Timeout = SoonEnough });
        await Expect(page.GetByTestId("vantage-control-word")).ToHaveTextAsync("counts");
        await Expect(page.GetByTestId("vantage-control-outcomes")).Not.ToHaveTextAsync("0");

        await page.GetByTestId("vantage-add").ClickAsync();
        await page.GetByTestId("vantage-code").FillAsync("Control!");
        await page.GetByTestId("vantage-canaries").FillAsync("eu-web-1 nowhere");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem").Filter(new() { HasText = "there is no endpoint 'nowhere' that is probed" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("problem").Filter(new() { HasText = "vantages[Control!].code" })).ToBeVisibleAsync();
        await page.GetByTestId("vantage-code").FillAsync("control");
        await page.GetByTestId("vantage-region").SelectOptionAsync("eu-west");
        await page.GetByTestId("vantage-canaries").FillAsync("eu-web-1, us-web-1");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("vantage-control-edit")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("vantage-control")).ToContainTextAsync("2 of 2", new() { Timeout = SoonEnough });

        await page.GotoAsync("/vantages?edit=new");
        await page.GetByTestId("vantage-code").FillAsync("frankfurt");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("vantage-frankfurt-word")).ToHaveTextAsync("does not count");
        await Expect(page.GetByTestId("vantage-frankfurt-reports")).ToContainTextAsync("nothing for 2 min or more");
        await page.GotoAsync("/vantages?edit=control");
        await page.GetByTestId("vantage-canaries").FillAsync("eu-web-1");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("vantage-form")).ToHaveCountAsync(0);
        Assert.Equal("""[{"code":"control","region":"eu-west","canaries":["eu-web-1"]},{"code":"frankfurt","canaries":[]}]""", await ConfiguredAsync(page, "vantages"));

        await page.GotoAsync("/pools/eu-web");
        await Expect(page.GetByTestId("endpoint-eu-web-1-load")).ToContainTextAsync("1; down 1; at most 2");
        await page.GetByTestId("judging-vantage-control").CheckAsync();
        await Expect(page.GetByTestId("endpoint-eu-web-1-load")).ToContainTextAsync("0.5; down 0.5; at most 1");
        await page.GetByTestId("judging-quorum").FillAsync("most");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("'most' is no quorum");
        await page.GetByTestId("judging-quorum").FillAsync("one");
        await page.GetByTestId("judging-without").SelectOptionAsync("Unknown");
        await SaveAsync(page);
        Assert.Contains("\"vantages\":[\"control\"],\"quorum\":\"one\",\"withoutVantages\":\"unknown\"", await ConfiguredAsync(page, "pools"), StringComparison.Ordinal);
        await page.GotoAsync("/vantages");
        await Expect(page.GetByTestId("vantage-frankfurt")).ToContainTextAsync("us-web");

        await page.GetByTestId("vantage-control-remove").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("there is no vantage 'control'");
        await page.GotoAsync("/pools/eu-web");
        await page.GetByTestId("judging-vantage-control").UncheckAsync();
        await SaveAsync(page);
        foreach (var vantage in new[] { "control", "frankfurt" })
        {
            await page.GotoAsync("/vantages");
            await page.GetByTestId($"vantage-{vantage}-remove").ClickAsync();
            await page.GetByTestId("confirm").ClickAsync();
            await Expect(page.GetByTestId($"vantage-{vantage}-remove")).ToHaveCountAsync(0);
        }
    }

    [Fact(Timeout = 240_000)]
    public async Task Safeguards_are_changed_beside_what_they_do_at_present()
    {
        var page = await console.OpenAsync("/safety");
        await Expect(page.GetByTestId("freeze-share-now")).ToHaveTextAsync("Now: not frozen");
        await Expect(page.GetByTestId("withdrawal-share-now")).ToContainTextAsync("in the last minute");
        await page.GetByTestId("freeze-share").FillAsync("0");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("safety.freezeShare");
        await page.GetByTestId("freeze-share").FillAsync("40");
        await page.GetByTestId("least-share").FillAsync("10");
        await SaveAsync(page);
        Assert.Contains("\"freezeShare\":40,\"freezeSeconds\":60,\"withdrawalShare\":50,\"leastShare\":10", await ConfiguredAsync(page, "safety"), StringComparison.Ordinal);
        await page.GetByTestId("freeze-share").FillAsync("30");
        await page.GetByTestId("least-share").FillAsync("0");
        await SaveAsync(page);
    }

    [Fact(Timeout = 480_000)]
    public async Task A_freeze_is_shown_and_confirmed_by_the_button_or_the_API_once_and_by_operators_alone()
    {
        var page = await console.OpenAsync("/safety");
        var viewer = await console.OpenAsNewViewerAsync("vera");
        var nobody = (await console.OpenAsNobodyAsync("/")).APIRequest;
        Assert.Equal(401, (await nobody.PostAsync("/api/v1/freeze/confirm")).Status);
        await IsRefusedAsync(viewer.APIRequest, 403, "Only operators and administrators may confirm a freeze.");
        await IsRefusedAsync(page.APIRequest, 409, "Nothing is frozen, so there is nothing to confirm.");

        var example = await console.OpenAsync("/example");
        await FreezeAsync(example);
        await Expect(viewer.GetByTestId("banner-held")).ToContainTextAsync("frozen:", new() { Timeout = SoonEnough });
        await Expect(viewer.GetByTestId("freeze-confirm")).ToHaveCountAsync(0);
        await IsRefusedAsync(viewer.APIRequest, 403, "Only operators and administrators may confirm a freeze.");
        await viewer.GetByTestId("banner-safety").ClickAsync();
        await Expect(viewer.GetByTestId("safety-frozen")).ToContainTextAsync("Frozen since", new() { Timeout = SoonEnough });
        await Expect(viewer.GetByTestId("freeze-share-now")).ToContainTextAsync("frozen since");

        await page.GetByTestId("safety-freeze-confirm").ClickAsync();
        await Expect(page.GetByTestId("safety-frozen")).ToHaveCountAsync(0, new() { Timeout = SoonEnough });
        await Expect(page.GetByTestId("safety-confirmed")).ToBeVisibleAsync();
        await UntilAsync(page, "down");
        await HealAsync(example);
        await UntilAsync(page, "up");

        await FreezeAsync(example);
        await Expect(page.GetByTestId("safety-frozen")).ToBeVisibleAsync(new() { Timeout = SoonEnough });
        var before = await VersionAsync(page);
        var both = await Task.WhenAll(page.APIRequest.PostAsync("/api/v1/freeze/confirm"), page.APIRequest.PostAsync("/api/v1/freeze/confirm"));
        Assert.Equal([200, 409], both.Select(answer => answer.Status).Order());
        using var confirmed = JsonDocument.Parse(await both.Single(answer => answer.Status == 200).TextAsync());
        Assert.Equal(before + 1, confirmed.RootElement.GetProperty("version").GetInt64());
        await Poll.UntilAsync("the version is seen", Stage.Patience, async () => await VersionAsync(page) == before + 1);
        await Expect(page.GetByTestId("safety-frozen")).ToHaveCountAsync(0, new() { Timeout = SoonEnough });
        await IsRefusedAsync(page.APIRequest, 409, "Nothing is frozen, so there is nothing to confirm.");
        await HealAsync(example);
        await UntilAsync(page, "up");
    }

    [Fact(Timeout = 240_000)]
    public async Task Maintenance_is_added_changed_and_told_by_the_clock_of_its_zone_and_of_the_reader()
    {
        var page = await console.OpenAsync("/maintenance?edit=new", "Asia/Tokyo");
        await page.GetByTestId("maintenance-name").FillAsync("kernels");
        await page.GetByTestId("maintenance-weekly").SelectOptionAsync("weekly");
        foreach (var day in new[] { "mon", "wed", "thu", "fri", "sat", "sun" }) await page.GetByTestId($"maintenance-day-{day}").UncheckAsync();
        await page.GetByTestId("maintenance-from-time").FillAsync("22:00");
        await page.GetByTestId("maintenance-to-time").FillAsync("23:30");
        await page.GetByTestId("maintenance-zone").FillAsync("Mars/Olympus");
        await page.GetByTestId("maintenance-pools").FillAsync("eu-web");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("this machine knows no time zone 'Mars/Olympus'");
        await page.GetByTestId("maintenance-zone").FillAsync("UTC");
        await page.GetByTestId("maintenance-pools").FillAsync("eu-web, nowhere");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("there is no pool 'nowhere'");
        await page.GetByTestId("maintenance-pools").FillAsync("eu-web");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("maintenance-kernels")).ToContainTextAsync("Tue 22:00–23:30 UTC, drained 5 min before");
        await Expect(page.GetByTestId("maintenance-kernels-next")).ToContainTextAsync("22:00 – 23:30 UTC");
        await Expect(page.GetByTestId("maintenance-kernels-yours")).ToContainTextAsync("07:00 – 08:30 Asia/Tokyo");

        await page.GetByTestId("maintenance-kernels-edit").ClickAsync();
        await page.GetByTestId("maintenance-lead").FillAsync("900");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("maintenance-form")).ToHaveCountAsync(0);
        Assert.Equal(
            """[{"name":"kernels","days":["tue"],"fromTime":"22:00","toTime":"23:30","zone":"UTC","leadSeconds":900,"regions":[],"pools":["eu-web"],"endpoints":[]}]""",
            await ConfiguredAsync(page, "maintenance"));

        // Times that together drain everything are accepted, and strike.
        await page.GotoAsync("/maintenance?edit=new&region=us-east,ap-south,eu-west");
        await page.GetByTestId("maintenance-name").FillAsync("world");
        await page.GetByTestId("maintenance-from").FillAsync("2099-01-01T00:00");
        await page.GetByTestId("maintenance-to").FillAsync("2098-01-01T00:00");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("is not after");
        var year = DateTime.UtcNow.Year + 2;
        await page.GetByTestId("maintenance-from").FillAsync($"{year}-01-01T00:00");
        await page.GetByTestId("maintenance-to").FillAsync($"{year}-01-02T00:00");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("lints")).ToContainTextAsync("it drains everything that");
        await Expect(page.GetByTestId("maintenance-world")).ToHaveAttributeAsync("data-state", "coming");
        foreach (var name in new[] { "world", "kernels" }) await RemoveAsync(page, name);
        await Expect(page.GetByTestId("lints")).ToHaveCountAsync(0);
    }

    [Fact(Timeout = 240_000)]
    public async Task A_region_is_drained_from_now_until_a_moment()
    {
        var page = await console.OpenAsync("/");
        await UntilAnsweredAsync(ApSouth);
        await page.GetByTestId("region-ap-south-drain-until").ClickAsync();
        await Expect(page.GetByTestId("maintenance-regions")).ToHaveValueAsync("ap-south");
        var name = await page.GetByTestId("maintenance-name").InputValueAsync();
        Assert.StartsWith("drain ap-south 20", name, StringComparison.Ordinal);
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId($"maintenance-{name}")).ToHaveAttributeAsync("data-state", "on");
        await UntilAnsweredAsync(EuWest);
        await RemoveAsync(page, name);
        await UntilAnsweredAsync(ApSouth);
    }

    [Fact(Timeout = 240_000)]
    public async Task What_an_endpoint_depends_on_is_typed_and_shown_from_both_ends()
    {
        var page = await console.OpenAsync("/pools/us-web");
        await page.GetByTestId("endpoint-us-web-1-depends-on").FillAsync("us-web-2");
        await page.GetByTestId("endpoint-us-web-2-depends-on").FillAsync("us-web-1");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem").First).ToContainTextAsync("dependsOn");
        await page.GetByTestId("endpoint-us-web-2-depends-on").FillAsync("");
        await SaveAsync(page);
        await Expect(page.GetByTestId("endpoint-us-web-2-dependents")).ToHaveTextAsync("needed by us-web-1");
        Assert.Contains("\"dependsOn\":[\"us-web-2\"]", await ConfiguredAsync(page, "pools"), StringComparison.Ordinal);
        await page.GetByTestId("endpoint-us-web-1-depends-on").FillAsync("");
        await SaveAsync(page);
        Assert.DoesNotContain("dependsOn", await ConfiguredAsync(page, "pools"), StringComparison.Ordinal);
    }

    // What was saved before may still be said.
    private static async Task SaveAsync(IPage page)
    {
        var before = await VersionAsync(page);
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToHaveAttributeAsync("data-version", $"{before + 1}");
    }

    private static async Task RemoveAsync(IPage page, string maintenance)
    {
        await page.GetByTestId($"maintenance-{maintenance}-remove").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId($"maintenance-{maintenance}")).ToHaveCountAsync(0);
    }

    private static async Task FreezeAsync(IPage example)
    {
        foreach (var endpoint in All) await example.GetByTestId($"sick-{endpoint}").CheckAsync();
        await Expect(example.GetByTestId("banner-held")).ToContainTextAsync("frozen:", new() { Timeout = SoonEnough });
    }

    private static async Task HealAsync(IPage example)
    {
        foreach (var endpoint in All) await example.GetByTestId($"sick-{endpoint}").UncheckAsync();
    }

    private static Task<TimeSpan> UntilAsync(IPage page, string health) => Poll.UntilAsync($"all are {health}", TimeSpan.FromMilliseconds(SoonEnough), async () =>
    {
        using var said = JsonDocument.Parse(await (await page.APIRequest.GetAsync("/api/v1/health")).TextAsync());
        return said.RootElement.GetProperty("endpoints").EnumerateArray().All(endpoint => endpoint.GetProperty("health").GetString() == health);
    });

    private static async Task IsRefusedAsync(IAPIRequestContext api, int status, string sentence)
    {
        var answer = await api.PostAsync("/api/v1/freeze/confirm");
        Assert.Equal(status, answer.Status);
        using var said = JsonDocument.Parse(await answer.TextAsync());
        Assert.Equal(sentence, said.RootElement.GetProperty("detail").GetString());
    }

    private static async Task<long> VersionAsync(IPage page)
    {
        using var all = JsonDocument.Parse(await (await page.APIRequest.GetAsync("/api/v1/configuration")).TextAsync());
        return all.RootElement.GetProperty("version").GetInt64();
    }

    private static async Task<string> ConfiguredAsync(IPage page, string member)
    {
        using var all = JsonDocument.Parse(await (await page.APIRequest.GetAsync("/api/v1/configuration")).TextAsync());
        return all.RootElement.GetProperty("document").TryGetProperty(member, out var written) ? written.GetRawText() : "";
    }

    private Task<TimeSpan> UntilAnsweredAsync(string[] addresses) => Poll.UntilAsync(
        $"www.example.test for {FromIndia} is {string.Join(" and ", addresses)}",
        Stage.Patience,
        async () => (await Questions.AddressesForAsync(console.Dns, "www.example.test", FromIndia)).SequenceEqual(addresses));
}
