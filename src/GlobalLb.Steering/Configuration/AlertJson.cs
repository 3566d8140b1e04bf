using System.Collections.Immutable;
using System.Text.Json;

namespace GlobalLb.Steering.Configuration;

/// <summary>The plain JSON form of who is told of what.</summary>
internal static class AlertJson
{
    private static readonly AlertReceiver Usual = new() { Name = "", Kind = default };

    public static AlertReceiver Read(ref PlainJson json)
    {
        var (name, kind, url, secret) = ("", default(AlertKind), Usual.Url, Usual.Secret);
        var (server, port, security, user, from, to) = (Usual.Server, Usual.Port, Usual.Security, Usual.User, Usual.From, Usual.To);
        var (on, pools, regions) = (Usual.On, Usual.Pools, Usual.Regions);
        var (delay, repeat, group, mute, recovery) = (Usual.DelaySeconds, Usual.RepeatSeconds, Usual.GroupSeconds, Usual.MuteInMaintenance, Usual.Recovery);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Text();
            else if (json.Is("kind"u8, 1 << 1, ref seen)) kind = (AlertKind)json.Word(ConfigurationWords.AlertKinds);
            else if (json.Is("url"u8, 1 << 2, ref seen)) url = json.Text();
            else if (json.Is("secret"u8, 1 << 3, ref seen)) secret = json.Text();
            else if (json.Is("server"u8, 1 << 4, ref seen)) server = json.Text();
            else if (json.Is("port"u8, 1 << 5, ref seen)) port = json.Int32();
            else if (json.Is("security"u8, 1 << 6, ref seen)) security = (MailSecurity)json.Word(ConfigurationWords.MailSecurities);
            else if (json.Is("user"u8, 1 << 7, ref seen)) user = json.Text();
            else if (json.Is("from"u8, 1 << 8, ref seen)) from = json.Text();
            else if (json.Is("to"u8, 1 << 9, ref seen)) to = json.List((ref PlainJson each) => each.Text());
            else if (json.Is("on"u8, 1 << 10, ref seen)) on = json.List((ref PlainJson each) => (AlertEvent)each.Word(ConfigurationWords.AlertEvents));
            else if (json.Is("pools"u8, 1 << 11, ref seen)) pools = json.List((ref PlainJson each) => new PoolCode(each.Text()));
            else if (json.Is("regions"u8, 1 << 12, ref seen)) regions = json.List((ref PlainJson each) => new RegionCode(each.Text()));
            else if (json.Is("delaySeconds"u8, 1 << 13, ref seen)) delay = json.Int32();
            else if (json.Is("repeatSeconds"u8, 1 << 14, ref seen)) repeat = json.Int32();
            else if (json.Is("groupSeconds"u8, 1 << 15, ref seen)) group = json.Int32();
            else if (json.Is("muteInMaintenance"u8, 1 << 16, ref seen)) mute = json.Boolean();
            else if (json.Is("recovery"u8, 1 << 17, ref seen)) recovery = json.Boolean();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | (1 << 1), seen);
        return new AlertReceiver
        {
            Name = name,
            Kind = kind,
            Url = url,
            Secret = secret,
            Server = server,
            Port = port,
            Security = security,
            User = user,
            From = from,
            To = to,
            On = on,
            Pools = pools,
            Regions = regions,
            DelaySeconds = delay,
            RepeatSeconds = repeat,
            GroupSeconds = group,
            MuteInMaintenance = mute,
            Recovery = recovery,
        };
    }

    /// <summary>Writes all of them; nothing when there is none.</summary>
    public static void Write(Utf8JsonWriter json, ImmutableArray<AlertReceiver> receivers)
    {
        if (receivers.IsEmpty) return;
        json.WriteStartArray("alerts"u8);
        foreach (var receiver in receivers) Write(json, receiver);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, AlertReceiver receiver)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, receiver.Name);
        json.WriteString("kind"u8, ConfigurationWords.AlertKinds[(int)receiver.Kind]);
        if (receiver.Url is { } url) json.WriteString("url"u8, url);
        if (receiver.Secret is { } secret) json.WriteString("secret"u8, secret);
        if (receiver.Server is { } server) json.WriteString("server"u8, server);
        json.WriteNumber("port"u8, receiver.Port);
        json.WriteString("security"u8, ConfigurationWords.MailSecurities[(int)receiver.Security]);
        if (receiver.User is { } user) json.WriteString("user"u8, user);
        if (receiver.From is { } from) json.WriteString("from"u8, from);
        Write(json, "to"u8, receiver.To);
        Write(json, "on"u8, receiver.On.Select(each => ConfigurationWords.AlertEvents[(int)each]));
        Write(json, "pools"u8, receiver.Pools.Select(pool => pool.Value));
        Write(json, "regions"u8, receiver.Regions.Select(region => region.Value));
        json.WriteNumber("delaySeconds"u8, receiver.DelaySeconds);
        json.WriteNumber("repeatSeconds"u8, receiver.RepeatSeconds);
        json.WriteNumber("groupSeconds"u8, receiver.GroupSeconds);
        json.WriteBoolean("muteInMaintenance"u8, receiver.MuteInMaintenance);
        json.WriteBoolean("recovery"u8, receiver.Recovery);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, IEnumerable<string> texts)
    {
        json.WriteStartArray(member);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
