using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Publications;

/// <summary>Reads publications in their plain form: the kind comes first.</summary>
internal static class PublicationReader
{
    private const int System = 1, Term = 2, Order = 4, Content = 8, Other = 16;

    public static Publication Publication(ref PlainJson json)
    {
        var seen = 0;
        json.BeginObject();
        if (!json.NextMember() || !json.Is("kind"u8, 1, ref seen)) throw PlainJson.NotPlain();
        return PublicationWords.Kinds[json.Word(PublicationWords.Kinds)] switch
        {
            PublicationWords.Configuration => ReadConfiguration(ref json),
            PublicationWords.Health => ReadHealth(ref json),
            PublicationWords.Aliases => ReadAliases(ref json),
            _ => ReadCookieSecrets(ref json),
        };
    }

    private static ConfigurationPublication ReadConfiguration(ref PlainJson json)
    {
        var head = default(Head);
        var document = ConfigurationDocument.Empty;
        while (json.NextMember())
        {
            if (json.Is("version"u8, Order, ref head.Seen)) head.Order = json.Int64();
            else if (json.Is("document"u8, Content, ref head.Seen)) document = ConfigurationReader.Document(ref json);
            else head.Read(ref json);
        }

        PlainJson.Require(System | Term | Order | Content, head.Seen);
        return new ConfigurationPublication { System = head.System, Term = head.Term, Version = head.Order, Document = document };
    }

    private static HealthPublication ReadHealth(ref PlainJson json)
    {
        var head = default(Head);
        HealthTable? table = null;
        while (json.NextMember())
        {
            if (json.Is("sequence"u8, Order, ref head.Seen)) head.Order = json.Int64();
            else if (json.Is("table"u8, Content, ref head.Seen)) table = ReadHealthTable(ref json);
            else head.Read(ref json);
        }

        PlainJson.Require(System | Term | Order | Content, head.Seen);
        return new HealthPublication { System = head.System, Term = head.Term, Sequence = head.Order, Table = table! };
    }

    private static HealthTable ReadHealthTable(ref PlainJson json)
    {
        var endpoints = new Dictionary<EndpointCode, EndpointHealth>();
        string? held = null;
        var regional = HealthTable.Empty.Regional;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("endpoints"u8, 1, ref seen)) ReadEndpoints(ref json, endpoints);
            else if (json.Is("held"u8, 2, ref seen)) held = json.Text();
            else if (json.Is("regional"u8, 4, ref seen)) regional = json.List(ReadRegionalView);
            else throw PlainJson.NotPlain();
        }

        return new HealthTable { Endpoints = endpoints.ToFrozenDictionary(), Held = held, Regional = regional };
    }

    private static RegionalView ReadRegionalView(ref PlainJson json)
    {
        var region = "";
        var down = new Dictionary<EndpointCode, EndpointHealth>();
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("region"u8, 1, ref seen)) region = json.Text();
            else if (json.Is("down"u8, 2, ref seen)) ReadEndpoints(ref json, down);
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new RegionalView(new(region), down.ToFrozenDictionary());
    }

    private static void ReadEndpoints(ref PlainJson json, Dictionary<EndpointCode, EndpointHealth> endpoints)
    {
        json.BeginObject();
        while (json.NextMember())
        {
            var code = json.MemberName();
            if (!endpoints.TryAdd(new(code), ReadEndpointHealth(ref json))) throw PlainJson.NotPlain();
        }
    }

    private static EndpointHealth ReadEndpointHealth(ref PlainJson json)
    {
        var (health, since, reason) = (HealthState.Unknown, default(DateTimeOffset), "");
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("health"u8, 1, ref seen)) health = (HealthState)json.Word(PublicationWords.HealthStates);
            else if (json.Is("since"u8, 2, ref seen)) since = json.Moment();
            else if (json.Is("reason"u8, 4, ref seen)) reason = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2 | 4, seen);
        return new EndpointHealth(health, since, reason);
    }

    private static AliasPublication ReadAliases(ref PlainJson json)
    {
        var head = default(Head);
        AliasTable? table = null;
        while (json.NextMember())
        {
            if (json.Is("sequence"u8, Order, ref head.Seen)) head.Order = json.Int64();
            else if (json.Is("table"u8, Content, ref head.Seen)) table = ReadAliasTable(ref json);
            else head.Read(ref json);
        }

        PlainJson.Require(System | Term | Order | Content, head.Seen);
        return new AliasPublication { System = head.System, Term = head.Term, Sequence = head.Order, Table = table! };
    }

    private static AliasTable ReadAliasTable(ref PlainJson json)
    {
        var known = AliasTable.Empty.Known;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("known"u8, 1, ref seen)) known = json.List(ReadAliasAddresses);
            else throw PlainJson.NotPlain();
        }

        return new AliasTable { Known = known };
    }

    private static AliasAddresses ReadAliasAddresses(ref PlainJson json)
    {
        var (target, type, ttl, since) = (DomainName.Root, default(RecordType), 0u, default(DateTimeOffset));
        ImmutableArray<IPAddress> addresses = [];
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("target"u8, 1, ref seen)) target = json.Name();
            else if (json.Is("type"u8, 2, ref seen)) type = json.RecordType();
            else if (json.Is("ttl"u8, 4, ref seen)) ttl = json.UInt32();
            else if (json.Is("addresses"u8, 8, ref seen)) addresses = json.List((ref PlainJson item) => item.Address());
            else if (json.Is("since"u8, 16, ref seen)) since = json.Moment();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2 | 4 | 8 | 16, seen);
        return new AliasAddresses(target, type, ttl, addresses, since);
    }

    private static CookieSecretPublication ReadCookieSecrets(ref PlainJson json)
    {
        var head = default(Head);
        byte[] current = [];
        byte[]? other = null;
        while (json.NextMember())
        {
            if (json.Is("sequence"u8, Order, ref head.Seen)) head.Order = json.Int64();
            else if (json.Is("current"u8, Content, ref head.Seen)) current = json.Base64();
            else if (json.Is("other"u8, Other, ref head.Seen)) other = json.Base64();
            else head.Read(ref json);
        }

        PlainJson.Require(System | Term | Order | Content, head.Seen);
        return new CookieSecretPublication
        {
            System = head.System,
            Term = head.Term,
            Sequence = head.Order,
            Current = current,
            Other = other is null ? default(ReadOnlyMemory<byte>?) : other,
        };
    }

    // What all kinds begin or end with.
    private struct Head
    {
        public int Seen;
        public Guid System;
        public long Term;
        public long Order;

        public void Read(ref PlainJson json)
        {
            if (json.Is("system"u8, PublicationReader.System, ref Seen)) System = json.Guid();
            else if (json.Is("term"u8, PublicationReader.Term, ref Seen)) Term = json.Int64();
            else throw PlainJson.NotPlain();
        }
    }
}
