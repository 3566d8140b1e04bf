using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;
using GlobalLb.Server.Running;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>The examples of docs/delegating.md are read by the code that would serve them, and agree with each other.</summary>
public sealed partial class DelegatingTests
{
    private static readonly Page Delegating = Page.Find("docs/delegating.md");
    private static readonly DomainName Parent = DomainName.Parse("example.com");
    private static readonly DomainName Child = DomainName.Parse("gslb.example.com");

    [Fact]
    public void The_parents_lines_are_a_delegation_with_all_its_glue()
    {
        var records = Read(Block("zone", 1), Parent);
        var servers = records.Where(record => record.Type == RecordType.NS).ToList();
        Assert.True(servers.Count >= 2);
        Assert.All(servers, server => Assert.Equal(Child, server.Name));
        Assert.All(servers.Select(Target), server =>
        {
            Assert.True(server.IsAtOrBelow(Child), "a server outside of the zone needs no glue");
            Assert.Contains(records, record => record.Name == server && record.Type == RecordType.A);
        });
        Assert.All(records, record => Assert.True(record.Name == Child || servers.Select(Target).Contains(record.Name)));
    }

    [Fact]
    public void The_zone_itself_loads_and_says_the_same_as_its_parent()
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.zone");
        try
        {
            File.WriteAllText(file, Block("zone", 0));
            Assert.Empty(ZoneFile.Load(new ZoneSource("gslb.example.com", file)).Problems);
        }
        finally
        {
            File.Delete(file);
        }

        var child = Read(Block("zone", 0), Child);
        var parent = Read(Block("zone", 1), Parent);
        Assert.All(parent, record => Assert.Contains(child, same =>
            same.Name == record.Name && same.Type == record.Type && same.Octets.Span.SequenceEqual(record.Octets.Span)));
        Assert.Equal(parent.Count(record => record.Type == RecordType.NS), child.Count(record => record.Type == RecordType.NS));
    }

    [Fact]
    public void The_change_batch_delegates_to_servers_whose_addresses_it_brings()
    {
        using var batch = JsonDocument.Parse(Block("json", 0));
        var sets = batch.RootElement.GetProperty("Changes").EnumerateArray().Select(change =>
        {
            Assert.Equal("UPSERT", change.GetProperty("Action").GetString());
            return change.GetProperty("ResourceRecordSet");
        }).ToList();
        var written = sets.SelectMany(set => set.GetProperty("ResourceRecords").EnumerateArray().Select(record =>
            $"{set.GetProperty("Name").GetString()} {set.GetProperty("TTL").GetInt32()} IN {set.GetProperty("Type").GetString()} {record.GetProperty("Value").GetString()}"));
        var records = Read(string.Join('\n', written) + "\n", Parent);
        var servers = records.Where(record => record.Type == RecordType.NS).Select(Target).ToList();
        Assert.True(servers.Count >= 2);
        Assert.All(servers, server => Assert.Contains(records, record => record.Name == server && record.Type == RecordType.A));
        Assert.All(servers, server => Assert.False(server.IsAtOrBelow(Child)));
    }

    [Fact]
    public void The_registrar_is_given_every_server_of_the_domain_with_its_glue()
    {
        using var servers = JsonDocument.Parse(Block("json", 1));
        Assert.True(servers.RootElement.GetArrayLength() >= 2);
        Assert.All(servers.RootElement.EnumerateArray(), server =>
        {
            Assert.True(DomainName.Parse(server.GetProperty("Name").GetString()!).IsAtOrBelow(Parent));
            Assert.All(server.GetProperty("GlueIps").EnumerateArray(), address => Assert.True(System.Net.IPAddress.TryParse(address.GetString(), out _)));
        });
    }

    [Fact]
    public void Addresses_and_names_are_those_set_aside_for_documentation() => Assert.All(
        Address().Matches(Delegating.Text), match => Assert.Matches(@"^(192\.0\.2|198\.51\.100|203\.0\.113|127\.0\.0)\.", match.Value));

    private static string Block(string kind, int number) => Delegating.Blocks.Where(block => block.Kind == kind).ElementAt(number).Body;

    private static ImmutableArray<ZoneRecord> Read(string text, DomainName origin)
    {
        var reading = MasterFile.Parse(text, origin, "docs/delegating.md");
        Assert.Empty(reading.Problems);
        return reading.Records;
    }

    private static DomainName Target(ZoneRecord record) => DomainName.TryRead(record.Octets.Span, out var name) ? name : throw new FormatException($"{record}");

    [GeneratedRegex(@"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")]
    private static partial Regex Address();
}
