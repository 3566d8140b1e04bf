using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>How probes and what they inherit are edited in a real browser.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ProbeConsoleTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 180_000)]
    public async Task What_is_inherited_is_shown_with_its_source_and_an_own_value_wins()
    {
        var page = await console.OpenAsync("/pools/eu-web");
        await page.GetByTestId("probe-fall-own").SetCheckedAsync(false);
        await Expect(page.GetByTestId("probe-fall-source")).ToHaveTextAsync("3, from the usual values");
        await SaveAsync(page);

        await page.GotoAsync("/probe-defaults");
        await page.GetByTestId("organisation-fall-own").SetCheckedAsync(true);
        await page.GetByTestId("organisation-fall").FillAsync("4");
        await SaveAsync(page);

        await page.GotoAsync("/pools/eu-web");
        await Expect(page.GetByTestId("probe-fall-source")).ToHaveTextAsync("4, from the organisation");
        await Expect(page.GetByTestId("probe-fall")).ToHaveValueAsync("4");
        await Expect(page.GetByTestId("detection")).ToHaveTextAsync("12 s");
        await page.GetByTestId("probe-fall-own").SetCheckedAsync(true);
        await page.GetByTestId("probe-fall").FillAsync("5");
        await Expect(page.GetByTestId("detection")).ToHaveTextAsync("15 s");
        await Expect(page.GetByTestId("failover-www.example.test")).ToContainTextAsync("15 s to notice, 2 s to publish");
        await SaveAsync(page);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("probe-fall")).ToHaveValueAsync("5");
        await Expect(page.GetByTestId("probe-fall-source")).ToContainTextAsync("Own; otherwise 4, from the organisation");

        await page.GotoAsync("/zones/example.test?tab=probes");
        await page.GetByTestId("zone-rise-own").SetCheckedAsync(true);
        await page.GetByTestId("zone-rise").FillAsync("6");
        await SaveAsync(page);
        await page.GotoAsync("/pools/eu-web");
        await page.GetByTestId("probe-rise-own").SetCheckedAsync(false);
        await Expect(page.GetByTestId("probe-rise-source")).ToHaveTextAsync("6, from zone example.test");
    }

    [Fact(Timeout = 120_000)]
    public async Task The_time_to_failover_follows_the_TTL_as_it_is_typed()
    {
        var page = await console.OpenAsync("/zones/example.test");
        var card = page.GetByTestId("steered-www.example.test.");
        await page.GetByTestId("steered-www.example.test.-ttl").FillAsync("60");
        await Expect(card).ToContainTextAsync("2 s to publish, 60 s until caches forget.");
        await page.GetByTestId("steered-www.example.test.-ttl-range").SetCheckedAsync(true);
        await page.GetByTestId("steered-www.example.test.-ttl-max").FillAsync("120");
        await Expect(card).ToContainTextAsync("2 s to publish, 120 s until caches forget.");
    }

    [Fact(Timeout = 120_000)]
    public async Task Every_member_of_a_further_probe_and_of_one_endpoint_can_be_typed_and_the_load_is_shown()
    {
        var page = await console.OpenAsync("/pools/ap-web");
        var load = page.GetByTestId("endpoint-ap-web-1-load");
        await Expect(load).ToContainTextAsync("0.5; down 0.5; at most 1");
        await page.GetByTestId("probe-add").ClickAsync();
        await page.GetByTestId("probe-2-name").FillAsync("names");
        await page.GetByTestId("probe-2-kind").SelectOptionAsync("Dns");
        await page.GetByTestId("probe-2-question-name").FillAsync("example.test.");
        await page.GetByTestId("probe-2-port").FillAsync("53");
        await Expect(load).ToContainTextAsync("0.6; down 0.6; at most 2");
        await page.GetByTestId("endpoint-ap-web-1-probes").ClickAsync();
        await page.GetByTestId("endpoint-ap-web-1-probe-fall-own").SetCheckedAsync(true);
        await page.GetByTestId("endpoint-ap-web-1-probe-fall").FillAsync("8");
        await SaveAsync(page);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("probe-2-name")).ToHaveValueAsync("names");
        await Expect(page.GetByTestId("probe-2-question-name")).ToHaveValueAsync("example.test.");
        await Expect(page.GetByTestId("endpoint-ap-web-1-probe-fall")).ToHaveValueAsync("8");
    }

    [Fact(Timeout = 120_000)]
    public async Task Endpoints_are_added_and_removed_without_losing_what_is_typed_of_others_or_on_other_cards()
    {
        var page = await console.OpenAsync("/pools/us-web");
        var rows = page.GetByTestId(new Regex("^endpoint-[^-]*(-web-[0-9])?$")).And(page.Locator("tr"));
        await page.GetByTestId("pool-slow-start").FillAsync("30");
        await page.GetByTestId("probe-rise-own").SetCheckedAsync(true);
        await page.GetByTestId("probe-rise").FillAsync("4");
        await page.GetByTestId("endpoint-us-web-2-weight").FillAsync("7");
        await page.GetByTestId("endpoint-add").ClickAsync();
        await page.GetByTestId("endpoint-code").FillAsync("us-web-8");
        await page.GetByTestId("endpoint-code").BlurAsync();
        await page.GetByTestId("endpoint-us-web-8-address").FillAsync("127.0.1.28");
        await page.GetByTestId("endpoint-us-web-8-probes").ClickAsync();
        await page.GetByTestId("endpoint-us-web-8-probe-rise-own").SetCheckedAsync(true);
        await page.GetByTestId("endpoint-us-web-8-probe-rise").FillAsync("9");
        await page.GetByTestId("endpoint-add").ClickAsync();
        await Expect(rows).ToHaveCountAsync(4);
        await page.GetByLabel("Remove endpoint us-web-1", new() { Exact = true }).ClickAsync();
        await Expect(rows).ToHaveCountAsync(3);
        await Expect(page.GetByTestId("endpoint-us-web-2-weight")).ToHaveValueAsync("7");
        await Expect(page.GetByTestId("endpoint-us-web-8-address")).ToHaveValueAsync("127.0.1.28");
        await page.GetByTestId("endpoint-").GetByTitle("Remove").ClickAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await SaveAsync(page);
        await page.ReloadAsync();
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("pool-slow-start")).ToHaveValueAsync("30");
        await Expect(page.GetByTestId("probe-rise")).ToHaveValueAsync("4");
        await Expect(page.GetByTestId("endpoint-us-web-2-weight")).ToHaveValueAsync("7");
        await Expect(page.GetByTestId("endpoint-us-web-8-address")).ToHaveValueAsync("127.0.1.28");
        await Expect(page.GetByTestId("endpoint-us-web-8-probe-rise")).ToHaveValueAsync("9");
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToBeVisibleAsync();
    }
}
