using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using GlobalLb.Steering.Configuration;
using GlobalLb.Store.Configurations;
using GlobalLb.Web.Live;
using GlobalLb.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace GlobalLb.Web.Api;

/// <summary>What is measured elsewhere and comes into the configuration: latencies, and the load of regions. For operators.</summary>
internal static class ReportRoutes
{
    // A hundred thousand lines; and a number.
    private const long MostLatencyOctets = 4 << 20, MostLoadOctets = 1 << 10;

    private static readonly JsonSerializerOptions Json = ConfigurationJson.Options;

    public static void MapReporting(this IEndpointRouteBuilder api)
    {
        api.MapPost("/latencies", ImportAsync).RequireAuthorization(Policies.Operator);
        api.MapPut("/regions/{code}/load", ReportLoadAsync).RequireAuthorization(Policies.Operator);
    }

    // The body: a line 'place,region,milliseconds' for each measurement.
    private static async Task<IResult> ImportAsync(
        HttpRequest request, ClaimsPrincipal user, LiveView live, EditDesk desk, double? band, bool? confirm, string? comment, CancellationToken cancellation)
    {
        var percent = band ?? FastestNode.UsualBand;
        if (percent is not (>= 0 and <= 1000)) return Invalid("band", "write a number of percent, 0 to 1000");
        if (RequestText.Refuse(request, "text/csv", MostLatencyOctets) is { } refusal) return refusal;
        var text = await RequestText.ReadAsync(request, cancellation);
        var measured = LatencyText.Parse("line", text, live.State.Document.Regions.Select(region => region.Code), out var problems);
        if (problems.Count > 0) return Invalid("latencies", [.. problems]);

        LatencyMerge? merge = null;
        string? doubt = null;
        var outcome = await desk.ApplyToNewestAsync(user, string.IsNullOrWhiteSpace(comment) ? "latencies that were reported" : comment, document =>
        {
            merge = LatencyMerge.Of(document.Latencies, measured, percent);
            doubt = confirm == true ? null : merge.Doubt(document.Latencies.Length);
            return doubt is null ? document with { Latencies = merge.Result } : document;
        });
        return doubt is not null ? Invalid(EditOutcome.SizePath, $"{doubt}, with confirm=true")
            : OutcomeResult.Of(outcome, (name, version) => Results.Json(new { Outcome = name, Version = version, merge!.Added, merge.Changed, merge.Kept }, Json));
    }

    // The body: {"load": number}.
    private static async Task<IResult> ReportLoadAsync(
        string code, HttpRequest request, ClaimsPrincipal user, LiveView live, EditDesk desk, LoadReports reports, CancellationToken cancellation)
    {
        if (RequestText.Refuse(request, "application/json", MostLoadOctets) is { } refusal) return refusal;
        if (!TryReadLoad(await RequestText.ReadAsync(request, cancellation), out var load))
            return Invalid("load", $"write {{\"load\": N}}, N a number from 0 to {Region.MostLoad.ToString("0", CultureInfo.InvariantCulture)}");
        var (state, region) = (live.State, new RegionCode(code));
        if (state.Document.Regions.FirstOrDefault(known => known.Code == region) is not { } written)
            return ApiRoutes.Problem(StatusCodes.Status404NotFound, $"There is no region '{code}'.");
        if (!written.IsNews(load)) return Say("unchanged", state.Version, written.Load, 0);
        if (!reports.TryTake(region, out var wait)) return Say("unchanged", state.Version, written.Load, (int)Math.Ceiling(wait.TotalSeconds));

        var outcome = await desk.ApplyToNewestAsync(user, string.Create(CultureInfo.InvariantCulture, $"region {code} reports a load of {load}"), document => document with
        {
            Regions = [.. document.Regions.Select(known => known.Code == region && known.IsNews(load) ? known with { Load = load } : known)],
        });
        if (outcome is not EditOutcome.Accepted) reports.GiveBack(region);
        return OutcomeResult.Of(outcome, (name, version) => Say(name, version, load, 0));
    }

    private static IResult Say(string outcome, long version, double? load, int retryAfter) =>
        Results.Json(new { Outcome = outcome, Version = version, Load = load, RetryAfter = retryAfter == 0 ? (int?)null : retryAfter }, Json);

    private static bool TryReadLoad(string text, out double load)
    {
        load = 0;
        try
        {
            using var body = JsonDocument.Parse(text);
            return body.RootElement is { ValueKind: JsonValueKind.Object } written && written.EnumerateObject().Count() == 1
                && written.TryGetProperty("load", out var number) && number.ValueKind == JsonValueKind.Number
                && number.TryGetDouble(out load) && load is >= 0 and <= Region.MostLoad;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IResult Invalid(string member, params ImmutableArray<string> sentences) =>
        Results.ValidationProblem(new Dictionary<string, string[]> { [member] = [.. sentences] });
}
