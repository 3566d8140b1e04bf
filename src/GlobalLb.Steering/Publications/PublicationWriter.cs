using System.Collections.Frozen;
using System.Text.Json;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;

namespace GlobalLb.Steering.Publications;

/// <summary>Writes publications without reflection, in the words and the order in which the serialiser would.</summary>
internal static class PublicationWriter
{
    public static void Write(Utf8JsonWriter json, Publication publication)
    {
        json.WriteStartObject();
        switch (publication)
        {
            case ConfigurationPublication configuration:
                json.WriteString("kind"u8, PublicationWords.Configuration);
                json.WriteNumber("version"u8, configuration.Version);
                json.WritePropertyName("document"u8);
                ConfigurationWriter.Write(json, configuration.Document);
                break;
            case HealthPublication health:
                json.WriteString("kind"u8, PublicationWords.Health);
                json.WriteNumber("sequence"u8, health.Sequence);
                Write(json, health.Table);
                break;
            case AliasPublication aliases:
                json.WriteString("kind"u8, PublicationWords.Aliases);
                json.WriteNumber("sequence"u8, aliases.Sequence);
                Write(json, aliases.Table);
                break;
            case CookieSecretPublication secrets:
                json.WriteString("kind"u8, PublicationWords.CookieSecrets);
                json.WriteNumber("sequence"u8, secrets.Sequence);
                json.WriteBase64String("current"u8, secrets.Current.Span);
                if (secrets.Other is { } other) json.WriteBase64String("other"u8, other.Span);
                break;
            default:
                throw new NotSupportedException($"a publication of type {publication.GetType().Name} has no JSON form");
        }

        json.WriteString("system"u8, publication.System);
        json.WriteNumber("term"u8, publication.Term);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HealthTable table)
    {
        json.WriteStartObject("table"u8);
        Write(json, "endpoints"u8, table.Endpoints);
        if (table.Held is { } held) json.WriteString("held"u8, held);
        if (!table.Regional.IsEmpty)
        {
            json.WriteStartArray("regional"u8);
            foreach (var view in table.Regional)
            {
                json.WriteStartObject();
                json.WriteString("region"u8, view.Region.Value);
                Write(json, "down"u8, view.Down);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, FrozenDictionary<EndpointCode, EndpointHealth> endpoints)
    {
        json.WriteStartObject(member);
        foreach (var (code, known) in endpoints)
        {
            json.WriteStartObject(code.Value);
            json.WriteString("health"u8, PublicationWords.HealthStates[(int)known.Health]);
            json.WriteString("since"u8, known.Since);
            json.WriteString("reason"u8, known.Reason);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AliasTable table)
    {
        json.WriteStartObject("table"u8);
        json.WriteStartArray("known"u8);
        foreach (var each in table.Known)
        {
            json.WriteStartObject();
            json.WriteString("target"u8, each.Target.ToString());
            json.WriteString("type"u8, RecordTypes.Format(each.Type));
            json.WriteNumber("ttl"u8, each.Ttl);
            json.WriteStartArray("addresses"u8);
            foreach (var address in each.Addresses) json.WriteStringValue(address.ToString());
            json.WriteEndArray();
            json.WriteString("since"u8, each.Since);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
