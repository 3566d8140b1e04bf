using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using Microsoft.Playwright;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>How policies and what is expected of them are edited in a real browser. Controls are found by the names that a screen reader says.</summary>
[Collection(EndToEndTests.Name)]
public sealed class PolicyConsoleTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    private const string FromIndia = "203.0.113.0/24", FromAmerica = "198.51.100.0/24";

    private static readonly string[] EuWest = ["127.0.1.11", "127.0.1.12"], UsEast = ["127.0.1.21", "127.0.1.22"], ApSouth = ["127.0.1.31", "127.0.1.32"];

    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 120_000)]
    public async Task A_failover_of_a_geographic_of_a_weighted_policy_is_made_by_hand_and_answered()
    {
        var page = await console.OpenAsync("/zones/example.test");
        await page.GetByTestId("steered-add").ClickAsync();
        var card = page.GetByTestId("steered-new");
        await card.GetByTestId("steered-name").FillAsync("deep");
        await card.GetByLabel("Kind of the policy").SelectOptionAsync("failover");
        await card.GetByLabel("Kind of choice 1").SelectOptionAsync("geographic");
        var geographic = Group(card, "Geographic: choice 1");
        await geographic.GetByLabel("Remove what is for everyone else").ClickAsync();
        await Expect(geographic.GetByTestId("tree-problem")).ToContainTextAsync("a branch needs at least one place");

        // What cannot be read is said where it was typed, and keeps the zone from being saved.
        await TypeAsync(geographic.GetByLabel("Clients of branch 1 are from"), "country:XX");
        await Expect(geographic.GetByTestId("unread")).ToContainTextAsync("'XX' is no ISO 3166-1 country code");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("steeredNames[deep].policy.order[0].branches[0].places");
        await TypeAsync(geographic.GetByLabel("Clients of branch 1 are from"), "country:in");
        await Expect(geographic.GetByTestId("unread")).ToHaveCountAsync(0);
        await Expect(geographic.GetByTestId("tree-problem")).ToHaveCountAsync(0);

        await geographic.GetByLabel("Kind of branch 1").SelectOptionAsync("weighted");
        var weighted = Group(geographic, "Weighted: branch 1");
        await Group(weighted, "Pool: branch 1").GetByTestId("policy-pool").SelectOptionAsync("ap-web");
        await weighted.GetByTestId("policy-add").ClickAsync();
        await Group(weighted, "Pool: branch 2").GetByTestId("policy-pool").SelectOptionAsync("us-web");
        await TypeAsync(weighted.GetByLabel("Weight of branch 2"), "0");
        await Expect(weighted.GetByText("Weight, 100 %")).ToBeVisibleAsync();
        await card.GetByText("Add choice").ClickAsync();
        await Group(card, "Pool: choice 2").GetByTestId("policy-pool").SelectOptionAsync("eu-web");
        await SaveAsync(page);

        await UntilAnsweredAsync("deep.example.test", FromIndia, ApSouth);
        await UntilAnsweredAsync("deep.example.test", FromAmerica, EuWest);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_step_in_a_policy_is_taken_back_and_its_text_can_be_edited()
    {
        var page = await console.OpenAsync("/policies/new");
        await page.GetByTestId("policy-name").FillAsync("as-text");
        await page.GetByLabel("Kind of the policy").SelectOptionAsync("schedule");
        await Expect(Group(page.Locator("main"), "Schedule: the policy")).ToBeVisibleAsync();
        await page.GetByTestId("policy-undo").ClickAsync();
        await Expect(Group(page.Locator("main"), "Pool: the policy")).ToBeVisibleAsync();

        await page.GetByTestId("policy-text-show").ClickAsync();
        await TypeAsync(page.GetByTestId("policy-text"), """{ "kind": "roundRobin", "children": [ { "kind": "pool" } ] }""");
        await Expect(page.GetByTestId("unread")).ToContainTextAsync("pool");
        await TypeAsync(page.GetByTestId("policy-text"), """{ "kind": "roundRobin", "children": [ { "kind": "pool", "pool": "us-web" }, { "kind": "pool", "pool": "nowhere" } ] }""");
        await Expect(Group(page.Locator("main"), "Pool: child 2").GetByTestId("tree-problem")).ToContainTextAsync("there is no pool 'nowhere'");
        await page.GetByLabel("Remove child 2").ClickAsync();
        await Expect(page.GetByTestId("tree-problem")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("policy-text")).Not.ToHaveValueAsync(new System.Text.RegularExpressions.Regex("nowhere"));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_named_policy_is_used_by_a_name_and_not_removed_while_it_is()
    {
        var page = await console.OpenAsync("/policies/new");
        await page.GetByTestId("policy-name").FillAsync("shared");
        await page.GetByTestId("policy-pool").SelectOptionAsync("us-web");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "shared" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("policy-unused")).ToBeVisibleAsync();

        await page.GotoAsync("/zones/example.test");
        await page.GetByTestId("steered-add").ClickAsync();
        var card = page.GetByTestId("steered-new");
        await card.GetByTestId("steered-name").FillAsync("sharing");
        await card.GetByLabel("Kind of the policy").SelectOptionAsync("policy");
        await card.GetByTestId("policy-reference").SelectOptionAsync("shared");
        await SaveAsync(page);
        await UntilAnsweredAsync("sharing.example.test", FromIndia, UsEast);

        await page.GotoAsync("/policies");
        await Expect(page.GetByTestId("named-policy-shared").GetByTestId("policy-users")).ToContainTextAsync("sharing.example.test");
        await page.GetByRole(AriaRole.Link, new() { Name = "shared", Exact = true }).ClickAsync();
        await page.GetByTestId("remove").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("there is no policy 'shared'");
        await page.GotoAsync("/policies");
        await Expect(page.GetByTestId("named-policy-shared")).ToBeVisibleAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task What_does_not_come_true_is_rejected_with_the_way_to_the_answer_and_what_does_guards_every_edit()
    {
        var page = await console.OpenAsync("/expectations?edit=new");
        await page.GetByTestId("expectation-name").FillAsync("app.example.test");
        await page.GetByTestId("expectation-client").FillAsync("198.51.100.7");
        await page.GetByTestId("expectation-down").FillAsync("eu-west");
        await page.GetByTestId("expectation-expect").FillAsync("ap-south");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("does not hold, the answer is");
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("us-web");
        await page.GetByTestId("expectation-expect").FillAsync("us-east");
        await page.GetByTestId("save").ClickAsync();
        var row = page.GetByTestId("check-expectation").Filter(new() { HasText = "client 198.51.100.7 with eu-west down → us-east" });
        await Expect(row).ToContainTextAsync("holds");

        await page.GotoAsync("/zones/example.test");
        await page.GetByTestId("steered-app.example.test.").GetByLabel("Remove choice 2").ClickAsync();
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("client 198.51.100.7 with eu-west down → us-east: does not hold");

        await page.GotoAsync("/expectations");
        await row.GetByTestId("expectation-remove").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_a_region_can_bear_and_who_may_ask_why_is_still_there_after_saving()
    {
        var page = await console.OpenAsync("/regions/ap-south");
        await page.GetByTestId("region-capacity").FillAsync("100.5");
        await page.GetByTestId("region-load").FillAsync("20");
        await page.GetByTestId("region-slow-start").FillAsync("60");
        await SaveAsync(page);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("region-capacity")).ToHaveValueAsync("100.5");
        await Expect(page.GetByTestId("region-load")).ToHaveValueAsync("20");
        await Expect(page.GetByTestId("region-slow-start")).ToHaveValueAsync("60");

        await page.GotoAsync("/explain");
        await page.GetByTestId("explain-to-networks").FillAsync("192.0.2.0/24, 2001:db8::/32");
        await SaveAsync(page);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("explain-to-networks")).ToHaveValueAsync("192.0.2.0/24, 2001:db8::/32");
        await page.GetByTestId("explain-to-networks").FillAsync("192.0.2.1/24");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("problem")).ToContainTextAsync("192.0.2.0/24");
    }

    private static ILocator Group(ILocator within, string name) => within.GetByRole(AriaRole.Group, new() { Name = name, Exact = true });

    // As a person does: what is typed counts when the field is left.
    private static async Task TypeAsync(ILocator field, string text)
    {
        await field.FillAsync(text);
        await field.BlurAsync();
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("saved")).ToBeVisibleAsync();
    }

    private Task<TimeSpan> UntilAnsweredAsync(string name, string subnet, string[] addresses) => Poll.UntilAsync(
        $"{name} for {subnet} is {string.Join(" and ", addresses)}",
        Stage.Patience,
        async () => (await Questions.AddressesForAsync(console.Dns, name, subnet)).SequenceEqual(addresses));
}
