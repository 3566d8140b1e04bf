using System.Text.Json;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Steering.Configuration;

/// <summary>Reads and writes expectations in their plain form.</summary>
internal static class ExpectationJson
{
    private static readonly Expectation Usual = new() { Name = DomainName.Root, Client = "", Expect = "" };

    public static Expectation Read(ref PlainJson json)
    {
        var (name, type, client, down, expect) = (Usual.Name, Usual.Type, "", Usual.Down, "");
        var seen = 0;
        json.BeginObject();
        while (json.NextMember())
        {
            if (json.Is("name"u8, 1, ref seen)) name = json.Name();
            else if (json.Is("type"u8, 2, ref seen)) type = json.RecordType();
            else if (json.Is("client"u8, 4, ref seen)) client = json.Text();
            else if (json.Is("down"u8, 8, ref seen)) down = json.List(static (ref PlainJson code) => code.Text());
            else if (json.Is("expect"u8, 16, ref seen)) expect = json.Text();
            else throw PlainJson.NotPlain();
        }

        PlainJson.Require(1 | 4 | 16, seen);
        return new Expectation { Name = name, Type = type, Client = client, Down = down, Expect = expect };
    }

    public static void Write(Utf8JsonWriter json, Expectation expectation)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, expectation.Name.ToString());
        json.WriteString("type"u8, RecordTypes.Format(expectation.Type));
        json.WriteString("client"u8, expectation.Client);
        json.WriteStartArray("down"u8);
        foreach (var code in expectation.Down) json.WriteStringValue(code);
        json.WriteEndArray();
        json.WriteString("expect"u8, expectation.Expect);
        json.WriteEndObject();
    }
}
