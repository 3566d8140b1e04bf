using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Server.Running;
using GlobalLb.Steering.Configuration;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Server.Tests.Running;

public sealed class ZoneMergeTests
{
    private static readonly DomainName Name = DomainName.Parse("example.test");

    private static readonly Zone Before = new()
    {
        Name = Name,
        Authority = new ZoneAuthority { PrimaryNameServer = DomainName.Parse("ns1.example.test"), Mailbox = DomainName.Parse("h.example.test") },
        Records = [Of("@", RecordType.NS, "ns1"), Of("b", RecordType.TXT, "\"old\""), Of("a", RecordType.A, "192.0.2.1")],
        SteeredNames = [new SteeredName { Name = DomainName.Parse("www.example.test"), Policy = new PoolNode { Pool = new PoolCode("eu-web") } }],
    };

    [Fact]
    public void What_stays_keeps_its_place_and_its_words_and_steered_names_are_kept()
    {
        var merge = ZoneMerge.Of(Before, Before with { Records = [Of("a", RecordType.A, "192.0.2.1"), Of("c", RecordType.A, "192.0.2.3"), Of("@", RecordType.NS, "NS1.example.test.")], SteeredNames = [] }, 1);
        Assert.Equal(["ns1", "192.0.2.1", "192.0.2.3"], merge.Zone.Records.Select(record => record.Value));
        Assert.Equal(["\"old\""], merge.Removed.Select(record => record.Value));
        Assert.Equal(["192.0.2.3"], merge.Added.Select(record => record.Value));
        Assert.Equal(Before.SteeredNames, merge.Zone.SteeredNames);
    }

    [Fact]
    public void What_is_exported_and_imported_again_changes_nothing()
    {
        using var folder = new GlobalLb.Tests.TemporaryFolder();
        var path = Path.Combine(folder.Path, "example.test.zone");
        File.WriteAllText(path, ZoneExport.Format(Before, 42));
        Assert.Contains("; www 30 A/AAAA: steered by policy eu-web\n", File.ReadAllText(path), StringComparison.Ordinal);

        var loaded = ZoneFile.Load(ZoneSource.Read(path));
        Assert.Empty(loaded.Problems.Concat(loaded.Warnings));
        var merge = ZoneMerge.Of(Before, loaded.Zone!, 42);
        Assert.False(merge.ChangesSomething);
        Assert.Equal(ConfigurationJson.Write(new ConfigurationDocument { Zones = [Before] }), ConfigurationJson.Write(ZoneMerge.Apply(new ConfigurationDocument { Zones = [Before] }, [merge])));
    }

    [Fact]
    public void What_answers_records_is_exported_with_their_types()
    {
        var records = new RecordsNode { Records = [new() { Type = RecordType.A, Value = "192.0.2.9" }, new() { Type = RecordType.AAAA, Value = "2001:db8::9" }] };
        var text = ZoneExport.Format(Before with { SteeredNames = [Before.SteeredNames[0] with { Policy = records }] }, 42);
        Assert.Contains("; www 30 A/AAAA: steered by policy records(A, AAAA)\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_serial_or_TTL_is_a_change()
    {
        Assert.True(ZoneMerge.Of(Before, Before with { Authority = Before.Authority with { Serial = 7 } }, 42).IsAuthorityChanged);
        var merge = ZoneMerge.Of(Before, Before with { Records = [.. Before.Records.Select(record => record with { Ttl = 5 })] }, 42);
        Assert.Equal((3, 3), (merge.Added.Length, merge.Removed.Length));
    }

    [Fact]
    public void New_zones_stand_behind_those_there_are()
    {
        var other = Before with { Name = DomainName.Parse("a.test"), SteeredNames = [] };
        var document = ZoneMerge.Apply(new ConfigurationDocument { Zones = [Before] }, [ZoneMerge.Of(null, other, 1)]);
        Assert.Equal(["example.test.", "a.test."], document.Zones.Select(zone => zone.Name.ToString()));
    }

    private static Record Of(string owner, RecordType type, string value) =>
        DomainName.TryParse(owner, Name, out var name, out var problem) ? new Record { Name = name, Type = type, Value = value } : throw new FormatException(problem);
}
