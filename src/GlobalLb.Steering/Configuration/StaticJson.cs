using System.Collections.Immutable;
using System.Text.Json;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>Reads and writes what steered names answer beside their pools in its plain form.</summary>
internal static class StaticJson
{
    public static RecordsNode Node(ref PlainJson json)
    {
        ImmutableArray<StaticRecord> records = [];
        Minimum? minimum = null;
        var seen = 0;
        while (json.NextMember())
        {
            if (json.Is("records"u8, 1, ref seen)) records = json.List(Record);
            else minimum = PolicyReader.Minimum(ref json, ref seen);
        }

        return new RecordsNode { Records = records, Minimum = minimum };
    }

    public static StaticRecord Record(ref PlainJson json)
    {
        var (type, value) = (RecordType.None, "");
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("type"u8, 1, ref seen)) type = json.RecordType();
            else if (json.Is("value"u8, 2, ref seen)) value = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new StaticRecord { Type = type, Value = value };
    }

    public static TtlRange TtlRange(ref PlainJson json)
    {
        uint min = 0, max = 0;
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("min"u8, 1, ref seen)) min = json.UInt32();
            else if (json.Is("max"u8, 2, ref seen)) max = json.UInt32();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 2, seen);
        return new TtlRange(min, max);
    }

    public static Binding Binding(ref PlainJson json)
    {
        ImmutableArray<string> alpn = [];
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("alpn"u8, 1, ref seen)) alpn = json.List(Text);
            else throw PlainJson.NotPlain();
        }

        return new Binding { Alpn = alpn };
    }

    public static void Write(Utf8JsonWriter json, RecordsNode node) => Write(json, "records"u8, node.Records);

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, ImmutableArray<StaticRecord> records)
    {
        json.WriteStartArray(member);
        foreach (var record in records)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, RecordTypes.Format(record.Type));
            json.WriteString("value"u8, record.Value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, TtlRange range)
    {
        json.WriteStartObject("ttlRange"u8);
        json.WriteNumber("min"u8, range.Min);
        json.WriteNumber("max"u8, range.Max);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ReadOnlySpan<byte> member, Binding binding)
    {
        json.WriteStartObject(member);
        json.WriteStartArray("alpn"u8);
        foreach (var protocol in binding.Alpn) json.WriteStringValue(protocol);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Text(ref PlainJson json) => json.Text();
}
