using GlobalLb.Dns.Names;

namespace GlobalLb.Steering.Configuration;

/// <summary>Reads zones in their plain form; a member that is left out has the value that a new object has.</summary>
internal static class ZoneReader
{
    private static readonly ZoneAuthority UsualAuthority = new() { PrimaryNameServer = DomainName.Root, Mailbox = DomainName.Root };
    private static readonly Zone UsualZone = new() { Name = DomainName.Root, Authority = UsualAuthority };
    private static readonly Record UsualRecord = new() { Name = DomainName.Root, Type = default, Value = "" };
    private static readonly SteeredName UsualSteeredName = new() { Name = DomainName.Root, Policy = PolicyReader.NoNode };

    public static Zone Zone(ref PlainJson json)
    {
        var (name, authority, records, steeredNames) = (UsualZone.Name, UsualZone.Authority, UsualZone.Records, UsualZone.SteeredNames);
        var probeDefaults = UsualZone.ProbeDefaults;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Name();
            else if (json.Is("authority"u8, 2, ref seen)) authority = Authority(ref json);
            else if (json.Is("records"u8, 4, ref seen)) records = json.List(Record);
            else if (json.Is("steeredNames"u8, 8, ref seen)) steeredNames = json.List(SteeredName);
            else if (json.Is("probeDefaults"u8, 16, ref seen)) probeDefaults = ProbeJson.Defaults(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new Zone { Name = name, Authority = authority, Records = records, SteeredNames = steeredNames, ProbeDefaults = probeDefaults };
    }

    private static ZoneAuthority Authority(ref PlainJson json)
    {
        var (primary, mailbox, serial) = (UsualAuthority.PrimaryNameServer, UsualAuthority.Mailbox, UsualAuthority.Serial);
        var (refresh, retry, expire) = (UsualAuthority.Refresh, UsualAuthority.Retry, UsualAuthority.Expire);
        var (negativeTtl, ttl) = (UsualAuthority.NegativeTtl, UsualAuthority.Ttl);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("primaryNameServer"u8, 1, ref seen)) primary = json.Name();
            else if (json.Is("mailbox"u8, 2, ref seen)) mailbox = json.Name();
            else if (json.Is("serial"u8, 4, ref seen)) serial = json.UInt32();
            else if (json.Is("refresh"u8, 8, ref seen)) refresh = json.UInt32();
            else if (json.Is("retry"u8, 16, ref seen)) retry = json.UInt32();
            else if (json.Is("expire"u8, 32, ref seen)) expire = json.UInt32();
            else if (json.Is("negativeTtl"u8, 64, ref seen)) negativeTtl = json.UInt32();
            else if (json.Is("ttl"u8, 128, ref seen)) ttl = json.UInt32();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new ZoneAuthority
        {
            PrimaryNameServer = primary,
            Mailbox = mailbox,
            Serial = serial,
            Refresh = refresh,
            Retry = retry,
            Expire = expire,
            NegativeTtl = negativeTtl,
            Ttl = ttl,
        };
    }

    private static Record Record(ref PlainJson json)
    {
        var (name, type, ttl, value) = (UsualRecord.Name, UsualRecord.Type, UsualRecord.Ttl, "");
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Name();
            else if (json.Is("type"u8, 2, ref seen)) type = json.RecordType();
            else if (json.Is("ttl"u8, 4, ref seen)) ttl = json.UInt32();
            else if (json.Is("value"u8, 8, ref seen)) value = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2 | 8, seen);
        return new Record { Name = name, Type = type, Ttl = ttl, Value = value };
    }

    private static SteeredName SteeredName(ref PlainJson json)
    {
        var (name, ttl, policy, fallback) = (UsualSteeredName.Name, UsualSteeredName.Ttl, UsualSteeredName.Policy, UsualSteeredName.Fallback);
        var (range, records, https, svcb) = (UsualSteeredName.TtlRange, UsualSteeredName.FallbackRecords, UsualSteeredName.Https, UsualSteeredName.Svcb);
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Name();
            else if (json.Is("ttl"u8, 2, ref seen)) ttl = json.UInt32();
            else if (json.Is("policy"u8, 4, ref seen)) policy = PolicyReader.Node(ref json);
            else if (json.Is("fallback"u8, 8, ref seen)) fallback = (Fallback)json.Word(ConfigurationWords.Fallbacks);
            else if (json.Is("ttlRange"u8, 16, ref seen)) range = StaticJson.TtlRange(ref json);
            else if (json.Is("fallbackRecords"u8, 32, ref seen)) records = json.List(StaticJson.Record);
            else if (json.Is("https"u8, 64, ref seen)) https = StaticJson.Binding(ref json);
            else if (json.Is("svcb"u8, 128, ref seen)) svcb = StaticJson.Binding(ref json);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 4, seen);
        return new SteeredName
        {
            Name = name,
            Ttl = ttl,
            TtlRange = range,
            Policy = policy,
            Fallback = fallback,
            FallbackRecords = records,
            Https = https,
            Svcb = svcb,
        };
    }
}
