using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>A receiver is added in a real browser, and told by the real program.</summary>
[Collection(EndToEndTests.Name)]
public sealed class AlertConsoleTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 240_000)]
    public async Task A_receiver_that_was_added_is_sent_a_test_and_told_of_an_endpoint_and_the_page_shows_that_it_arrived()
    {
        using var receiver = new HttpListener();
        var url = $"http://127.0.0.1:{FreePort.Find()}/hook/";
        receiver.Prefixes.Add(url);
        receiver.Start();
        var received = Channel.CreateUnbounded<JsonElement>();
        var serving = ServeAsync(receiver, received.Writer);

        var page = await console.OpenAsync("/alerts?edit=new");
        await page.GetByTestId("alert-name").FillAsync("on-call");
        await page.GetByTestId("alert-url").FillAsync("no address");
        await page.GetByTestId("alert-group").FillAsync("0");
        await page.GetByTestId("alert-on-transition").CheckAsync();
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByText("'no address' is no address of a webhook").First).ToBeVisibleAsync();
        await page.GetByTestId("alert-url").FillAsync(url);
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("receiver-on-call")).ToBeVisibleAsync();

        await page.GetByTestId("receiver-on-call-test").ClickAsync();
        Assert.Equal("test", (await NextAsync()).GetProperty("type").GetString());
        await Expect(page.GetByTestId("alert-sent").First).ToContainTextAsync("arrived", new() { Timeout = 30_000 });

        var example = await console.OpenAsync("/example");
        await example.GetByTestId("sick-us-web-2").CheckAsync();
        JsonElement said;
        do said = await NextAsync();
        while (!said.GetProperty("alerts").EnumerateArray().Any(alert => alert.GetProperty("key").GetString() == "down:us-web-2"));
        await Expect(page.GetByTestId("alert-log")).ToContainTextAsync("us-web-2 is down", new() { Timeout = 30_000 });
        await example.GetByTestId("sick-us-web-2").UncheckAsync();
        do said = await NextAsync();
        while (!said.GetProperty("alerts").EnumerateArray().Any(alert => alert.GetProperty("key").GetString() == "down:us-web-2" && alert.GetProperty("telling").GetString() == "ends"));

        await page.GetByTestId("receiver-on-call-edit").ClickAsync();
        await Expect(page.GetByTestId("alert-url")).ToHaveValueAsync(url);
        await page.GetByTestId("alert-delay").FillAsync("30");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("alert-form")).ToHaveCountAsync(0);
        await page.GetByTestId("receiver-on-call-remove").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("receiver-on-call")).ToHaveCountAsync(0);
        receiver.Stop();
        await serving;

        async Task<JsonElement> NextAsync() => await received.Reader.ReadAsync().AsTask().WaitAsync(Stage.Patience);
    }

    private static async Task ServeAsync(HttpListener receiver, ChannelWriter<JsonElement> received)
    {
        try
        {
            while (true)
            {
                var context = await receiver.GetContextAsync();
                received.TryWrite((await JsonDocument.ParseAsync(context.Request.InputStream)).RootElement);
                context.Response.StatusCode = 204;
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
