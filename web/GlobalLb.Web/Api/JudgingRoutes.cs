using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json;
using System.Text.Json.Nodes;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Live;
using GlobalLb.Web.Pages.Calendar;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>Vantages, safeguards, maintenance and what endpoints depend on: shown to whoever is signed in, edited by operators. Each edit is a version.</summary>
internal static class JudgingRoutes
{
    private const long MostOctets = 64 << 10;

    private static readonly JsonSerializerOptions Json = ConfigurationJson.Options;

    public static void MapJudging(this IEndpointRouteBuilder api)
    {
        api.MapGet("/vantages", VantagesAsync);
        api.MapGet("/safety", SafetyAsync);
        api.MapGet("/maintenance", Maintenance);
        var edits = api.MapGroup("").RequireAuthorization(Policies.Operator);
        edits.MapPut("/vantages/{code}", PutVantageAsync);
        edits.MapDelete("/vantages/{code}", (string code, ClaimsPrincipal user, LiveView live, EditDesk desk) =>
            live.State.Document.Vantages.Any(vantage => vantage.Code.Value == code) ? ApplyAsync(desk, user, $"remove vantage {code}", Change.Remove(new VantageCode(code))) : NoneAsync("vantage", code));
        edits.MapPut("/safety", PutSafetyAsync);
        edits.MapPut("/maintenance/{name}", PutMaintenanceAsync);
        edits.MapDelete("/maintenance/{name}", (string name, ClaimsPrincipal user, LiveView live, EditDesk desk) =>
            live.State.Document.Maintenance.Any(each => each.Name == name) ? ApplyAsync(desk, user, $"remove maintenance {name}", Change.RemoveMaintenance(name)) : NoneAsync("maintenance", name));
        edits.MapPut("/pools/{code}/judging", PutPoolAsync);
        edits.MapPut("/endpoints/{code}/depends-on", PutDependsOnAsync);
    }

    private static Task<IResult> VantagesAsync(RecentView recent, LiveView live) => LookAsync(async () =>
    {
        var sights = await recent.VantagesAsync();
        return new
        {
            WithinSeconds = RecentView.Window.TotalSeconds,
            Vantages = sights.Select(sight => new
            {
                sight.Code,
                sight.Written?.Region,
                Canaries = sight.Written?.Canaries ?? [],
                sight.CanariesUp,
                IsConfigured = sight.Written is not null,
                sight.IsReporting,
                LastOutcomeAt = sight.Figures?.LastAt,
                IsJoined = sight.Seen?.IsJoined,
                SilentSeconds = sight.Seen?.Silence.TotalSeconds,
                sight.WhyIgnored,
                sight.Figures?.Outcomes,
                sight.Figures?.Failures,
                sight.FailingBesideOthers,
                sight.FailingElsewhere,
                sight.IsOdd,
                Pools = live.State.Document.Pools.Where(sight.LooksAt).Select(pool => pool.Code),
            }),
        };
    });

    private static Task<IResult> SafetyAsync(RecentView recent, LiveView live) => LookAsync(async () =>
    {
        var sight = await recent.SafetyAsync();
        return new { live.State.Document.Safety, live.State.Health.Held, sight.FrozenSince, sight.Fallen, sight.Withdrawn, sight.Waiting, sight.HeldDown };
    });

    private static IResult Maintenance(LiveView live, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return Results.Json(
            CalendarLine.All(live.State.Document, now).Select(line => new
            {
                Maintenance = line.Written,
                State = line.State(now),
                line.Next?.DrainsFrom,
                line.Next?.From,
                line.Next?.To,
                line.Endpoints,
            }),
            Json);
    }

    private static Task<IResult> PutVantageAsync(string code, HttpRequest request, ClaimsPrincipal user, EditDesk desk, CancellationToken cancellation) =>
        EditAsync<KnownVantage>(request, ("code", code), vantage => ApplyAsync(desk, user, $"vantage {code}", Change.Put(vantage)), cancellation);

    private static Task<IResult> PutMaintenanceAsync(string name, HttpRequest request, ClaimsPrincipal user, EditDesk desk, CancellationToken cancellation) =>
        EditAsync<Maintenance>(request, ("name", name), maintenance => ApplyAsync(desk, user, $"maintenance {name}", Change.Put(maintenance, maintenance)), cancellation);

    // Who changes a number must not confirm, by leaving something out, what is frozen.
    private static Task<IResult> PutSafetyAsync(HttpRequest request, ClaimsPrincipal user, LiveView live, EditDesk desk, CancellationToken cancellation) => EditAsync<Safety>(
        request,
        null,
        safety => safety.FreezeConfirmedAt is not null && safety.FreezeConfirmedAt != live.State.Document.Safety.FreezeConfirmedAt
            ? Task.FromResult(Invalid("safety.freezeConfirmedAt", "leave it out; a freeze is confirmed by a POST to /api/v1/freeze/confirm"))
            : ApplyAsync(desk, user, "change the safeguards", Change.Put(safety)),
        cancellation);

    private static Task<IResult> PutPoolAsync(string code, HttpRequest request, ClaimsPrincipal user, LiveView live, EditDesk desk, CancellationToken cancellation)
    {
        if (live.State.Document.FindPool(new PoolCode(code)) is null) return NoneAsync("pool", code);
        return EditAsync<PoolJudging>(
            request,
            null,
            judging => ApplyAsync(desk, user, $"pool {code}: change who judges", document => document with
            {
                Pools = [.. document.Pools.Select(pool => pool.Code.Value == code ? pool with { Vantages = judging.Vantages, Quorum = judging.Quorum, WithoutVantages = judging.WithoutVantages } : pool)],
            }),
            cancellation);
    }

    private static Task<IResult> PutDependsOnAsync(string code, HttpRequest request, ClaimsPrincipal user, LiveView live, EditDesk desk, CancellationToken cancellation)
    {
        if (!live.State.Document.Pools.Any(pool => pool.Endpoints.Any(endpoint => endpoint.Code.Value == code))) return NoneAsync("endpoint", code);
        return EditAsync<EndpointNeeds>(
            request,
            null,
            needs => ApplyAsync(desk, user, $"change what endpoint {code} depends on", document => document with
            {
                Pools = [.. document.Pools.Select(pool => pool with { Endpoints = [.. pool.Endpoints.Select(endpoint => endpoint.Code.Value == code ? endpoint with { DependsOn = needs.DependsOn } : endpoint)] })],
            }),
            cancellation);
    }

    private static async Task<IResult> LookAsync<TSeen>(Func<Task<TSeen>> look)
    {
        try
        {
            return Results.Json(await look(), Json);
        }
        catch (Exception exception) when (DatabaseTrouble.Is(exception))
        {
            return ApiRoutes.Problem(StatusCodes.Status503ServiceUnavailable, DatabaseTrouble.Sentence);
        }
    }

    // The key stands in the address; the body may leave it out, and must not say another.
    private static async Task<IResult> EditAsync<TWritten>(HttpRequest request, (string Member, string Value)? key, Func<TWritten, Task<IResult>> apply, CancellationToken cancellation)
    {
        if (RequestText.Refuse(request, "application/json", MostOctets) is { } refusal) return refusal;
        TWritten written;
        try
        {
            if (JsonNode.Parse(await RequestText.ReadAsync(request, cancellation), documentOptions: new() { AllowDuplicateProperties = false }) is not JsonObject body)
                return Invalid("body", "write a JSON object");
            if (key is { } named)
            {
                if (body[named.Member] is { } said && said.ToString() != named.Value) return Invalid(named.Member, $"it is '{said}' in the body and '{named.Value}' in the address; leave it out of the body");
                body[named.Member] = named.Value;
            }

            written = body.Deserialize<TWritten>(Json)!;
        }
        catch (JsonException exception)
        {
            return Invalid("body", exception.Message);
        }

        return await apply(written);
    }

    private static async Task<IResult> ApplyAsync(EditDesk desk, ClaimsPrincipal user, string comment, Func<ConfigurationDocument, ConfigurationDocument> change) =>
        OutcomeResult.Of(await desk.ApplyToNewestAsync(user, comment, change), (name, version) => Results.Json(new { Outcome = name, Version = version }, Json));

    private static Task<IResult> NoneAsync(string what, string which) => Task.FromResult(ApiRoutes.Problem(StatusCodes.Status404NotFound, $"There is no {what} '{which}'."));

    private static IResult Invalid(string path, string sentence) => Results.ValidationProblem(new Dictionary<string, string[]> { [path] = [sentence] });

    private sealed record PoolJudging
    {
        public ImmutableArray<VantageCode> Vantages { get; init; } = [];

        public Quorum Quorum { get; init; } = Quorum.Majority;

        public SilenceMeaning WithoutVantages { get; init; } = SilenceMeaning.Hold;
    }

    private sealed record EndpointNeeds
    {
        public required ImmutableArray<EndpointCode> DependsOn { get; init; }
    }
}
