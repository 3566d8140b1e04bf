using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Configuration;

/// <summary>The serialiser defines the format; what reads and writes without it must not drift from it.</summary>
public sealed class PlainJsonTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300);

    private static string[] Minimal =>
    [
        "{}",
        """{"vantages":[{"code":"a"}],"safety":{},"maintenance":[{"name":"a"}],"alerts":[{"name":"a","kind":"slack"}]}""",
        """{"regions":[{"code":"a","name":"b"}],"pools":[{"code":"a","region":"b","probe":{"kind":"tcp"},"endpoints":[{"code":"a","address":"192.0.2.1"}]}]}""",
        """
        { "pools": [ { "code": "a", "region": "b", "probe": { "kind": "dns", "question": { "name": "a." } }, "moreProbes": [
          { "kind": "script", "script": { "path": "x" } }, { "kind": "push", "push": {} }, { "kind": "http", "headers": [ { "name": "a", "value": "b" } ] } ],
          "endpoints": [ { "code": "a", "address": "192.0.2.1", "probeOverride": {}, "dependsOn": [] } ] } ] }
        """,
        """{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c."}}]}""",
        """
        { "zones": [ { "authority": { "mailbox": "c.", "primaryNameServer": "b." }, "name": "a\u002e",
          "records": [ { "name": "a.", "value": "", "type": "TXT" } ],
          "steeredNames": [
            { "name": "a.", "policy": { "kind": "failover" } }, { "name": "a.", "policy": { "kind": "weighted" } },
            { "name": "a.", "policy": { "kind": "records" }, "https": {}, "ttlRange": { "min": 1, "max": 2 } },
            { "name": "a.", "policy": { "kind": "geographic", "otherwise": { "kind": "pool", "pool": "p" } } },
            { "name": "a.", "policy": { "kind": "policy", "policy": "p" } },
            { "name": "a.", "policy": { "kind": "capacity" } }, { "name": "a.", "policy": { "kind": "schedule", "zone": "UTC", "otherwise": { "kind": "pool", "pool": "p" } } },
            { "name": "a.", "policy": { "kind": "schedule", "zone": "UTC", "windows": [ { "from": "08:00", "to": "00:00", "node": { "kind": "pool", "pool": "p" } } ], "otherwise": { "kind": "pool", "pool": "p" } } },
            { "name": "a.", "policy": { "kind": "ramp", "start": "2026-01-01T00:00:00Z", "from": { "kind": "pool", "pool": "p" }, "to": { "kind": "pool", "pool": "p" } } },
            { "name": "a.", "policy": { "kind": "pool", "minimum": {}, "pool": "p" } },
            { "name": "a.", "policy": { "kind": "geographic", "branches": [ { "places": ["asn:1"], "node": { "kind": "fastest" } } ] } },
            { "name": "a.", "policy": { "kind": "nearest", "branches": [ { "node": { "kind": "nearest" } } ] } },
            { "name": "a.", "policy": { "kind": "fastest", "branches": [ { "node": { "kind": "pool", "pool": "p" } } ] } } ] } ] }
        """,
    ];

    [Fact]
    public void What_is_written_is_what_the_serialiser_writes() =>
        Prop.ForAll(SomeDocuments.All.ToArbitrary(), document => Serialise(document) == ConfigurationJson.Write(document)).Check(Often);

    [Fact]
    public void What_the_serialiser_writes_is_read_without_it_and_as_it_reads_it() =>
        Prop.ForAll(SomeDocuments.All.ToArbitrary(), document => Serialise(document) is var json && ReadPlain(json) is { } read && Serialise(read) == json).Check(Often);

    [Fact]
    public void What_is_left_out_is_what_the_serialiser_takes_it_for() => Assert.All(Minimal, json =>
        Assert.Equal(Serialise(JsonSerializer.Deserialize<ConfigurationDocument>(json, ConfigurationJson.Options)!), Serialise(Assert.IsType<ConfigurationDocument>(ReadPlain(json)))));

    [Fact]
    public void Whatever_is_read_without_the_serialiser_is_what_it_would_have_read()
    {
        // Damaged at tokens, so that much of it is still JSON.
        string[] put = ["", "null", "5", "\"\"", "{}", "[]", "true", "1e3", "-1", "4294967296", "\"x\":1,", "\"name\":\"a.\",", "\"kind\":\"pool\",", "//", ",", "\"UP\""];
        var damaged =
            from document in SomeDocuments.All
            let json = Serialise(document)
            let places = Places(json)
            from at in Gen.Elements(places)
            from end in Gen.Elements(places.Where(place => place >= at).Take(3).ToArray())
            from text in Gen.Elements(put)
            select string.Concat(json.AsSpan(0, at), text, json.AsSpan(end));
        Prop.ForAll(damaged.ToArbitrary(), json => ReadPlain(json) is not { } read || Serialise(read) == Reread(json)).Check(Often.WithMaxTest(3000));
    }

    [Theory]
    [InlineData("""{"Regions":[{"CODE":"a","name":"b","state":"OPEN","latitude":"5"}]}""")]
    [InlineData("""{"zones":[{"name":"a.","authority":{"primaryNameServer":"b.","mailbox":"c.","serial":null},"steeredNames":[{"name":"a.","policy":{"pool":"p","kind":"pool"}}]}]}""")]
    public void What_is_right_in_another_form_is_read_by_the_serialiser(string json)
    {
        Assert.Null(ReadPlain(json));
        Assert.Equal(Reread(json), Serialise(ConfigurationJson.Read(json)));
    }

    [Fact]
    public void Octets_that_are_no_text_are_refused_with_a_sentence()
    {
        byte[] octets = [.. "{\"regions\":[{\"code\":\"a\",\"name\":\""u8, 0xFF, 0xFE, .. "\"}]}"u8];
        Assert.Contains("$.regions[0].name", Assert.ThrowsAny<JsonException>(() => ConfigurationJson.Read(octets)).Message, StringComparison.Ordinal);
    }

    private static int[] Places(string json) => [.. Enumerable.Range(0, json.Length + 1).Where(i => i == json.Length || json[i] is '{' or '}' or '[' or ']' or ',' or ':' or '"')];

    private static ConfigurationDocument? ReadPlain(string json) =>
        PlainJson.TryRead(Encoding.UTF8.GetBytes(json), ConfigurationReader.Document, out var document) ? document : null;

    private static string? Reread(string json)
    {
        try
        {
            return Serialise(JsonSerializer.Deserialize<ConfigurationDocument>(json, ConfigurationJson.Options)!);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Serialise(ConfigurationDocument document) => JsonSerializer.Serialize(document, ConfigurationJson.Options);
}
