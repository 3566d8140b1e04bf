using System.Text.Json;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>Writes documents without reflection, in the words and the order in which the serialiser would.</summary>
internal static class ConfigurationWriter
{
    public static void Write(Utf8JsonWriter json, ConfigurationDocument document)
    {
        json.WriteStartObject();
        json.WriteStartArray("regions"u8);
        foreach (var region in document.Regions) Write(json, region);
        json.WriteEndArray();
        json.WriteStartArray("pools"u8);
        foreach (var pool in document.Pools) Write(json, pool);
        json.WriteEndArray();
        json.WriteStartArray("zones"u8);
        foreach (var zone in document.Zones) Write(json, zone);
        json.WriteEndArray();
        json.WriteStartArray("places"u8);
        foreach (var place in document.Places)
        {
            json.WriteStartObject();
            json.WriteString("prefix"u8, place.Prefix.ToString());
            json.WriteString("country"u8, place.Country);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("policies"u8);
        foreach (var policy in document.Policies)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, policy.Name.Value);
            json.WritePropertyName("node"u8);
            PolicyWriter.Write(json, policy.Node);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("explainTo"u8);
        foreach (var prefix in document.ExplainTo) json.WriteStringValue(prefix.ToString());
        json.WriteEndArray();
        json.WriteStartArray("latencies"u8);
        foreach (var latency in document.Latencies) FastestJson.Write(json, latency);
        json.WriteEndArray();
        json.WriteStartArray("expectations"u8);
        foreach (var expectation in document.Expectations) ExpectationJson.Write(json, expectation);
        json.WriteEndArray();
        JudgingJson.Write(json, document);
        if (document.ProbeDefaults is { } defaults) ProbeJson.Write(json, defaults);
        AlertJson.Write(json, document.Alerts);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Region region)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, region.Code.Value);
        json.WriteString("name"u8, region.Name);
        json.WriteNumber("latitude"u8, region.Latitude);
        json.WriteNumber("longitude"u8, region.Longitude);
        json.WriteString("state"u8, ConfigurationWords.RegionStates[(int)region.State]);
        if (region.Drill is { } drill)
        {
            json.WriteStartObject("drill"u8);
            json.WriteString("until"u8, drill.Until);
            json.WriteString("startedBy"u8, drill.StartedBy);
            json.WriteEndObject();
        }

        if (region.SlowStart is { } slowStart) json.WriteNumber("slowStart"u8, slowStart);
        if (region.OpenedAt is { } openedAt) json.WriteString("openedAt"u8, openedAt);
        if (region.Capacity is { } capacity) json.WriteNumber("capacity"u8, capacity);
        if (region.Load is { } load) json.WriteNumber("load"u8, load);

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Pool pool)
    {
        json.WriteStartObject();
        json.WriteString("code"u8, pool.Code.Value);
        json.WriteString("region"u8, pool.Region.Value);
        json.WriteString("kind"u8, ConfigurationWords.PoolKinds[(int)pool.Kind]);
        if (pool.Probe is { } probe)
        {
            json.WritePropertyName("probe"u8);
            ProbeJson.Write(json, probe);
        }

        json.WriteString("unknownMeans"u8, ConfigurationWords.UnknownMeanings[(int)pool.UnknownMeans]);
        if (pool.SlowStart is { } slowStart) json.WriteNumber("slowStart"u8, slowStart);
        json.WriteStartArray("endpoints"u8);
        foreach (var endpoint in pool.Endpoints)
        {
            json.WriteStartObject();
            json.WriteString("code"u8, endpoint.Code.Value);
            json.WriteString("address"u8, endpoint.Address.ToString());
            json.WriteNumber("port"u8, endpoint.Port);
            json.WriteNumber("weight"u8, endpoint.Weight);
            json.WriteString("availability"u8, ConfigurationWords.Availabilities[(int)endpoint.Availability]);
            if (endpoint.Forced is { } forced) Write(json, forced);
            if (!endpoint.DependsOn.IsEmpty)
            {
                json.WriteStartArray("dependsOn"u8);
                foreach (var code in endpoint.DependsOn) json.WriteStringValue(code.Value);
                json.WriteEndArray();
            }

            if (endpoint.ProbeOverride is { } own) ProbeJson.Write(json, own);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (!pool.MoreProbes.IsEmpty)
        {
            json.WriteStartArray("moreProbes"u8);
            foreach (var more in pool.MoreProbes) ProbeJson.Write(json, more);
            json.WriteEndArray();
        }

        if (pool.QuorumOfProbes is { } quorum) json.WriteNumber("quorumOfProbes"u8, quorum);
        JudgingJson.Write(json, pool);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Forced forced)
    {
        json.WriteStartObject("forced"u8);
        if (forced.Reason is { } reason) json.WriteString("reason"u8, reason);
        if (forced.Owner is { } owner) json.WriteString("owner"u8, owner);
        if (forced.Until is { } until) json.WriteString("until"u8, until);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Zone zone)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, zone.Name.ToString());
        Write(json, zone.Authority);
        json.WriteStartArray("records"u8);
        foreach (var record in zone.Records)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, record.Name.ToString());
            json.WriteString("type"u8, RecordTypes.Format(record.Type));
            json.WriteNumber("ttl"u8, record.Ttl);
            json.WriteString("value"u8, record.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steeredNames"u8);
        foreach (var name in zone.SteeredNames)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, name.Name.ToString());
            json.WriteNumber("ttl"u8, name.Ttl);
            if (name.TtlRange is { } range) StaticJson.Write(json, range);
            json.WritePropertyName("policy"u8);
            PolicyWriter.Write(json, name.Policy);
            json.WriteString("fallback"u8, ConfigurationWords.Fallbacks[(int)name.Fallback]);
            StaticJson.Write(json, "fallbackRecords"u8, name.FallbackRecords);
            if (name.Https is { } https) StaticJson.Write(json, "https"u8, https);
            if (name.Svcb is { } svcb) StaticJson.Write(json, "svcb"u8, svcb);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (zone.ProbeDefaults is { } defaults) ProbeJson.Write(json, defaults);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ZoneAuthority authority)
    {
        json.WriteStartObject("authority"u8);
        json.WriteString("primaryNameServer"u8, authority.PrimaryNameServer.ToString());
        json.WriteString("mailbox"u8, authority.Mailbox.ToString());
        if (authority.Serial is { } serial) json.WriteNumber("serial"u8, serial);
        json.WriteNumber("refresh"u8, authority.Refresh);
        json.WriteNumber("retry"u8, authority.Retry);
        json.WriteNumber("expire"u8, authority.Expire);
        json.WriteNumber("negativeTtl"u8, authority.NegativeTtl);
        json.WriteNumber("ttl"u8, authority.Ttl);
        json.WriteEndObject();
    }
}
