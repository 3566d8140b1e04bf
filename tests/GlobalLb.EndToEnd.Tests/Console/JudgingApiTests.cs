using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Console;

/// <summary>What programs read and edit of judging over the API.</summary>
[Collection(EndToEndTests.Name)]
public sealed class JudgingApiTests(SignedInConsole console, ITestOutputHelper output) : IClassFixture<SignedInConsole>, IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Dispose() => output.WriteLine(console.Transcript);

    [Fact(Timeout = 240_000)]
    public async Task What_pages_can_do_programs_can()
    {
        var api = (await console.OpenAsync("/")).APIRequest;
        await IsAsync(api, "PUT", "/vantages/control", """{"region":"eu-west","canaries":["eu-web-1"]}""", 200, "\"outcome\":\"accepted\"");
        await IsAsync(api, "PUT", "/vantages/control", """{"code":"control","region":"eu-west","canaries":["eu-web-1"]}""", 200, "\"outcome\":\"unchanged\"");
        await IsAsync(api, "GET", "/vantages", null, 200, "\"code\":\"control\",\"region\":\"eu-west\",\"canaries\":[\"eu-web-1\"]", "\"pools\":[\"eu-web\"");
        await IsAsync(api, "PUT", "/pools/us-web/judging", """{"vantages":["control"],"quorum":"all"}""", 200, "accepted");
        await IsAsync(api, "DELETE", "/vantages/control", null, 400, "there is no vantage 'control'");
        await IsAsync(api, "PUT", "/pools/us-web/judging", "{}", 200, "accepted");
        await IsAsync(api, "DELETE", "/vantages/control", null, 200, "accepted");
        await IsAsync(api, "DELETE", "/vantages/control", null, 404, "There is no vantage 'control'.");

        await IsAsync(api, "PUT", "/safety", """{"freezeShare":45}""", 200, "accepted");
        await IsAsync(api, "GET", "/safety", null, 200, "\"freezeShare\":45", "\"withdrawn\":[");
        await IsAsync(api, "PUT", "/safety", "{}", 200, "accepted");

        await IsAsync(api, "PUT", "/maintenance/disks", """{"from":"2098-01-01T00:00:00Z","to":"2098-01-02T00:00:00Z","leadSeconds":60,"pools":["eu-web"]}""", 200, "accepted");
        await IsAsync(api, "GET", "/maintenance", null, 200, "\"name\":\"disks\"", "\"state\":\"coming\"", "\"drainsFrom\":\"2097-12-31T23:59:00", "\"endpoints\":2");
        await IsAsync(api, "DELETE", "/maintenance/disks", null, 200, "accepted");

        await IsAsync(api, "PUT", "/endpoints/us-web-1/depends-on", """{"dependsOn":["us-web-2"]}""", 200, "accepted");
        await IsAsync(api, "PUT", "/endpoints/us-web-2/depends-on", """{"dependsOn":["us-web-1"]}""", 400, "us-web-1");
        await IsAsync(api, "PUT", "/endpoints/us-web-1/depends-on", """{"dependsOn":[]}""", 200, "accepted");
    }

    [Fact(Timeout = 240_000)]
    public async Task What_cannot_be_taken_is_refused_with_a_sentence()
    {
        var api = (await console.OpenAsync("/")).APIRequest;
        await IsAsync(api, "PUT", "/vantages/fra", """{"code":"ams"}""", 400, "it is 'ams' in the body and 'fra' in the address");
        await IsAsync(api, "PUT", "/vantages/Fra!", "{}", 400, "vantages[Fra!].code");
        await IsAsync(api, "PUT", "/vantages/fra", """{"place":"here"}""", 400, "place");
        await IsAsync(api, "PUT", "/vantages/fra", "[]", 400, "write a JSON object");
        await IsAsync(api, "PUT", "/vantages/fra", "{", 400, "\"body\"");
        await IsAsync(api, "PUT", "/safety", """{"freezeShare":0}""", 400, "safety.freezeShare");
        await IsAsync(api, "PUT", "/safety", """{"freezeConfirmedAt":"2026-01-01T00:00:00Z"}""", 400, "/api/v1/freeze/confirm");
        await IsAsync(api, "PUT", "/maintenance/disks", """{"pools":["eu-web"]}""", 400, "write either from and to");
        await IsAsync(api, "PUT", "/pools/nowhere/judging", "{}", 404, "There is no pool 'nowhere'.");
        await IsAsync(api, "PUT", "/pools/us-web/judging", """{"quorum":"most"}""", 400, "'most' is no quorum");
        await IsAsync(api, "PUT", "/endpoints/nowhere/depends-on", "{}", 404, "There is no endpoint 'nowhere'.");
        await IsAsync(api, "PUT", "/endpoints/us-web-1/depends-on", "{}", 400, "dependsOn");

        var viewer = (await console.OpenAsNewViewerAsync("walter")).APIRequest;
        await IsAsync(viewer, "PUT", "/safety", "{}", 403);
        await IsAsync(viewer, "DELETE", "/vantages/control", null, 403);
        await IsAsync(viewer, "GET", "/safety", null, 200, "\"freezeShare\":30");
        var nobody = (await console.OpenAsNobodyAsync("/")).APIRequest;
        await IsAsync(nobody, "GET", "/vantages", null, 401);
        await IsAsync(nobody, "PUT", "/safety", "{}", 401);
    }

    private static async Task IsAsync(IAPIRequestContext api, string method, string path, string? body, int status, params string[] sentences)
    {
        var answer = await api.FetchAsync($"/api/v1{path}", new() { Method = method, DataByte = body is null ? null : System.Text.Encoding.UTF8.GetBytes(body), Headers = body is null ? null : [new("Content-Type", "application/json")] });
        var text = await answer.TextAsync();
        Assert.True(answer.Status == status, $"{method} {path} {body}: {answer.Status} {text}");
        var said = text.Length == 0 ? "" : JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, Plain);
        foreach (var sentence in sentences) Assert.Contains(sentence, said, StringComparison.Ordinal);
    }
}
