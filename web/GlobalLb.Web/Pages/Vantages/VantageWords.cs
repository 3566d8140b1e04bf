using System.Globalization;
using GlobalLb.Web.Live;
using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Pages.Vantages;

/// <summary>How a vantage stands, in words.</summary>
internal static class VantageWords
{
    public static string Reports(VantageSight sight, DateTimeOffset now) => sight switch
    {
        { Figures: { } figures } => $"reports, {Times.Ago(figures.LastAt, now)}",
        { Seen: { IsJoined: true, Endpoints: 0 } } => "joined, and probes nothing",
        { Seen.IsJoined: true } => "joined, and found nothing yet",
        { Seen: { } seen } => $"silent for {Times.Length(seen.Silence)}",
        _ => $"nothing for {Times.Length(RecentView.Window)} or more",
    };

    public static string? Joined(VantageSight sight) => sight.Seen is not { } seen ? null
        : $"From {seen.Address}, by version {seen.Version}: {seen.Endpoints} endpoints; {seen.Waiting} outcomes wait to be sent{(seen.Dropped > 0 ? $", {seen.Dropped} were dropped" : "")}.";

    public static bool Counts(VantageSight sight) => WhyNot(sight) is null;

    public static string? WhyNot(VantageSight sight) => sight.WhyIgnored ?? (sight.IsReporting ? null : "it does not report");

    public static string Percent(double? share) => share is { } known ? $"{(known * 100).ToString(known is > 0 and < 0.1 ? "0.0" : "0", CultureInfo.InvariantCulture)} %" : "–";
}
