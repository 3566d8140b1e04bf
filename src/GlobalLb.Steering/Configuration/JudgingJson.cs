using System.Collections.Immutable;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of what is written about judging: vantages, safety, maintenance, and a pool's part in it.</summary>
internal static class JudgingJson
{
    private static readonly Maintenance UsualMaintenance = new() { Name = "" };

    public static Quorum Quorum(ref PlainJson json) => Configuration.Quorum.TryParse(json.Text(), out var quorum, out _) ? quorum : throw PlainJson.NotPlain();

    public static KnownVantage Vantage(ref PlainJson json)
    {
        var code = "";
        RegionCode? region = null;
        var canaries = ImmutableArray<EndpointCode>.Empty;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("code"u8, 1, ref seen)) code = json.Text();
            else if (json.Is("region"u8, 2, ref seen)) region = new RegionCode(json.Text());
            else if (json.Is("canaries"u8, 4, ref seen)) canaries = json.List(Endpoint);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new KnownVantage { Code = new(code), Region = region, Canaries = canaries };
    }

    public static Safety Safety(ref PlainJson json)
    {
        var usual = Configuration.Safety.Usual;
        var (share, seconds, withdrawal, least, hold, confirmed) = (usual.FreezeShare, usual.FreezeSeconds, usual.WithdrawalShare, usual.LeastShare, usual.HoldDownSeconds, usual.FreezeConfirmedAt);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("freezeShare"u8, 1, ref seen)) share = json.Int32();
            else if (json.Is("freezeSeconds"u8, 2, ref seen)) seconds = json.Int32();
            else if (json.Is("withdrawalShare"u8, 4, ref seen)) withdrawal = json.Int32();
            else if (json.Is("leastShare"u8, 8, ref seen)) least = json.Int32();
            else if (json.Is("holdDownSeconds"u8, 16, ref seen)) hold = json.Int32();
            else if (json.Is("freezeConfirmedAt"u8, 32, ref seen)) confirmed = json.Moment();
            else throw PlainJson.NotPlain();
        }

        return new Safety { FreezeShare = share, FreezeSeconds = seconds, WithdrawalShare = withdrawal, LeastShare = least, HoldDownSeconds = hold, FreezeConfirmedAt = confirmed };
    }

    public static Maintenance Maintenance(ref PlainJson json)
    {
        var (name, days, lead) = ("", UsualMaintenance.Days, UsualMaintenance.LeadSeconds);
        var (from, to, fromTime, toTime, zone) = (UsualMaintenance.From, UsualMaintenance.To, UsualMaintenance.FromTime, UsualMaintenance.ToTime, UsualMaintenance.Zone);
        var (regions, pools, endpoints) = (UsualMaintenance.Regions, UsualMaintenance.Pools, UsualMaintenance.Endpoints);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Text();
            else if (json.Is("from"u8, 2, ref seen)) from = json.Moment();
            else if (json.Is("to"u8, 4, ref seen)) to = json.Moment();
            else if (json.Is("days"u8, 8, ref seen)) days = json.List((ref PlainJson day) => (Weekday)day.Word(ConfigurationWords.Weekdays));
            else if (json.Is("fromTime"u8, 16, ref seen)) fromTime = Time(ref json);
            else if (json.Is("toTime"u8, 32, ref seen)) toTime = Time(ref json);
            else if (json.Is("zone"u8, 64, ref seen)) zone = json.Text();
            else if (json.Is("leadSeconds"u8, 128, ref seen)) lead = json.Int32();
            else if (json.Is("regions"u8, 256, ref seen)) regions = json.List((ref PlainJson each) => new RegionCode(each.Text()));
            else if (json.Is("pools"u8, 512, ref seen)) pools = json.List((ref PlainJson each) => new PoolCode(each.Text()));
            else if (json.Is("endpoints"u8, 1024, ref seen)) endpoints = json.List(Endpoint);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1, seen);
        return new Maintenance
        {
            Name = name,
            From = from,
            To = to,
            Days = days,
            FromTime = fromTime,
            ToTime = toTime,
            Zone = zone,
            LeadSeconds = lead,
            Regions = regions,
            Pools = pools,
            Endpoints = endpoints,
        };
    }

    public static void Write(Utf8JsonWriter json, Pool pool)
    {
        if (!pool.Vantages.IsEmpty) Write(json, "vantages"u8, pool.Vantages);
        if (pool.Quorum != Configuration.Quorum.Majority) json.WriteString("quorum"u8, pool.Quorum.ToString());
        if (pool.WithoutVantages != SilenceMeaning.Hold) json.WriteString("withoutVantages"u8, ConfigurationWords.SilenceMeanings[(int)pool.WithoutVantages]);
        if (pool.RegionalHealth) json.WriteBoolean("regionalHealth"u8, true);
    }

    /// <summary>Writes what a document says of it; what is as usual is left out.</summary>
    public static void Write(Utf8JsonWriter json, ConfigurationDocument document)
    {
        if (!document.Vantages.IsEmpty)
        {
            json.WriteStartArray("vantages"u8);
            foreach (var vantage in document.Vantages)
            {
                json.WriteStartObject();
                json.WriteString("code"u8, vantage.Code.Value);
                if (vantage.Region is { } region) json.WriteString("region"u8, region.Value);
                Write(json, "canaries"u8, vantage.Canaries);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (document.Safety != Configuration.Safety.Usual) Write(json, document.Safety);
        if (document.Maintenance.IsEmpty) return;
        json.WriteStartArray("maintenance"u8);
        foreach (var each in document.Maintenance) Write(json, each);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Safety safety)
    {
        json.WriteStartObject("safety"u8);
        json.WriteNumber("freezeShare"u8, safety.FreezeShare);
        json.WriteNumber("freezeSeconds"u8, safety.FreezeSeconds);
        json.WriteNumber("withdrawalShare"u8, safety.WithdrawalShare);
        json.WriteNumber("leastShare"u8, safety.LeastShare);
        json.WriteNumber("holdDownSeconds"u8, safety.HoldDownSeconds);
        if (safety.FreezeConfirmedAt is { } confirmed) json.WriteString("freezeConfirmedAt"u8, confirmed);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Maintenance maintenance)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, maintenance.Name);
        if (maintenance.From is { } from) json.WriteString("from"u8, from);
        if (maintenance.To is { } to) json.WriteString("to"u8, to);
        json.WriteStartArray("days"u8);
        foreach (var day in maintenance.Days) json.WriteStringValue(ConfigurationWords.Weekdays[(int)day]);
        json.WriteEndArray();
        if (maintenance.FromTime is { } fromTime) json.WriteString("fromTime"u8, ScheduleJson.Format(fromTime));
        if (maintenance.ToTime is { } toTime) json.WriteString("toTime"u8, ScheduleJson.Format(toTime));
        if (maintenance.Zone is { } zone) json.WriteString("zone"u8, zone);
        json.WriteNumber("leadSeconds"u8, maintenance.LeadSeconds);
        Write(json, "regions"u8, maintenance.Regions);
        Write(json, "pools"u8, maintenance.Pools);
        Write(json, "endpoints"u8, maintenance.Endpoints);
        json.WriteEndObject();
    }

    private static void Write<TCode>(Utf8JsonWriter json, ReadOnlySpan<byte> member, ImmutableArray<TCode> codes)
        where TCode : struct, ICode<TCode>
    {
        json.WriteStartArray(member);
        foreach (var code in codes) json.WriteStringValue(code.Value);
        json.WriteEndArray();
    }

    private static EndpointCode Endpoint(ref PlainJson json) => new(json.Text());

    private static TimeOnly Time(ref PlainJson json) => ScheduleJson.TryParse(json.Text(), out var time) ? time : throw PlainJson.NotPlain();
}
