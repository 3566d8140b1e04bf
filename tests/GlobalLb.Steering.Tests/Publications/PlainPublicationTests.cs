using System.Collections.Frozen;
using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Publications;

namespace GlobalLb.Steering.Tests.Publications;

/// <summary>The serialiser defines the format; what reads and writes without it must not drift from it.</summary>
public sealed class PlainPublicationTests
{
    private static readonly Guid System = new("11111111-2222-3333-4444-555555555555");

    private static Publication[] All =>
    [
        new ConfigurationPublication { System = System, Term = 1, Version = long.MaxValue, Document = Example.Document },
        new HealthPublication { System = System, Term = -1, Sequence = 0, Table = HealthTable.Empty },
        new HealthPublication { System = System, Term = 1, Sequence = 9, Table = Table with { Held = "why \"so\"" } },
        new HealthPublication { System = System, Term = 1, Sequence = 9, Table = Table with { Regional = [Example.Regional("eu-west", "eu-Up", "eu-Unknown"), Example.Regional("ap")] } },
        new AliasPublication { System = System, Term = 1, Sequence = 9, Table = AliasTable.Empty },
        new AliasPublication
        {
            System = System,
            Term = 1,
            Sequence = 9,
            Table = new AliasTable
            {
                Known =
                [
                    new(DomainName.Parse("cdn.example.net"), RecordType.AAAA, uint.MaxValue, [IPAddress.Parse("2001:db8::1"), IPAddress.Loopback], Example.Noon),
                    new(DomainName.Root, RecordType.A, 0, [], default),
                ],
            },
        },
        new CookieSecretPublication { System = System, Term = 1, Sequence = 1, Current = new byte[16] },
        new CookieSecretPublication { System = System, Term = 1, Sequence = 1, Current = new byte[] { 250, 251, 252, 253 }, Other = Array.Empty<byte>() },
    ];

    private static HealthTable Table => new()
    {
        Endpoints = Enum.GetValues<HealthState>().ToFrozenDictionary(state => new EndpointCode($"eu-{state}"), state => new EndpointHealth(state, Example.Noon, "é <")),
    };

    [Fact]
    public void Every_kind_is_among_these() => Assert.Equal(
        typeof(Publication).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(each => (each.DerivedType.Name, (string)each.TypeDiscriminator!)).Order(),
        All.Select(each => each.GetType().Name).Distinct().Zip(PublicationWords.Kinds).Order());

    [Fact]
    public void What_is_written_is_what_the_serialiser_writes() =>
        Assert.All(All, publication => Assert.Equal(Serialise(publication), PublicationJson.Write(publication)));

    [Fact]
    public void What_the_serialiser_writes_is_read_without_it_and_as_it_reads_it() => Assert.All(All, publication =>
    {
        Assert.True(PlainJson.TryRead(Encoding.UTF8.GetBytes(Serialise(publication)), PublicationReader.Publication, out var read));
        Assert.Equal(Serialise(publication), Serialise(read));
    });

    private static string Serialise(Publication publication) => JsonSerializer.Serialize(publication, ConfigurationJson.Options);
}
