using System.Diagnostics;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Validation;

public sealed class RecordChecksTests
{
    private static readonly DomainName Apex = DomainName.Parse("example.test");

    [Theory]
    [InlineData("a", RecordType.AAAA, "2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("a", RecordType.MX, "10 Mail", "010 mail.example.test.")]
    [InlineData("a", RecordType.TXT, "a b", "\"a\" \"\\098\"")]
    [InlineData("a", RecordType.NS, "NS1", "ns1")]
    [InlineData("a", RecordType.CAA, "0 issue a", "\\# 8 00056973737565 61")]
    public void RFC2181_5_Records_of_equal_octets_are_one_record_however_they_are_written(string owner, RecordType type, string one, string other) =>
        Assert.Equal([$"zones[example.test.].records[a.example.test. {type}]"], Paths((owner, type, one), (owner, type, other)));

    [Fact]
    public void Records_of_different_octets_stand_together() =>
        Assert.Empty(Paths(("a", RecordType.TXT, "a"), ("a", RecordType.TXT, "A"), ("a", RecordType.TXT, "a a"), ("a", RecordType.SPF, "a")));

    [Fact]
    public void RFC2181_10_1_Only_records_of_DNSSEC_stand_beside_an_alias()
    {
        Assert.Empty(Paths(("a", RecordType.CNAME, "b"), ("a", RecordType.RRSIG, "\\# 0"), ("a", RecordType.NSEC, "\\# 0"), ("a", RecordType.KEY, "\\# 0")));
        Assert.Equal(["zones[example.test.].records[a.example.test. CNAME]"], Paths(("a", RecordType.CNAME, "b"), ("a", RecordType.TXT, "b")));
        Assert.Equal(["zones[example.test.].records[a.example.test. CNAME]"], Paths(("a", RecordType.CNAME, "b"), ("a", RecordType.CNAME, "c")));
        Assert.Equal(["zones[example.test.].records[a.example.test. CNAME]"], Paths(("a", RecordType.CNAME, "b"), ("a", RecordType.DNAME, "c")));
    }

    [Fact]
    public void RFC6672_2_4_A_name_has_one_DNAME_and_names_below_it_are_no_problem()
    {
        Assert.Empty(Paths(("a", RecordType.DNAME, "b"), ("a", RecordType.TXT, "t"), ("x.a", RecordType.TXT, "hidden"), ("@", RecordType.DNAME, "example.net.")));
        Assert.Equal(["zones[example.test.].records[a.example.test. DNAME]"], Paths(("a", RecordType.DNAME, "b"), ("a", RecordType.DNAME, "c")));
    }

    [Fact]
    public void RFC4035_2_4_A_DS_record_does_not_stand_at_the_apex()
    {
        const string Digest = "60485 13 2 D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A";
        Assert.Empty(Paths(("a", RecordType.NS, "ns.a"), ("a", RecordType.DS, Digest)));
        Assert.Equal(["zones[example.test.].records[example.test. DS].type"], Paths(("@", RecordType.DS, Digest)));
    }

    [Fact]
    public void A_million_records_are_checked_in_seconds()
    {
        var records = Enumerable.Range(0, 1_000_000).Select(i => new Record
        {
            Name = DomainName.Parse($"host{i / 2}.example.test"),
            Type = i % 2 == 0 ? RecordType.A : RecordType.TXT,
            Value = i % 2 == 0 ? "192.0.2.1" : "\"some text\"",
        });
        var document = new ConfigurationDocument { Zones = [Zone() with { Records = [.. Zone().Records, .. records] }] };
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Assert.Empty(ConfigurationValidation.Check(document));
        var used = Process.GetCurrentProcess().TotalProcessorTime - before;
        Assert.True(used < TimeSpan.FromSeconds(20), $"it took {used}"); // about 1 s on a machine of its own
    }

    private static IEnumerable<string> Paths(params (string Owner, RecordType Type, string Value)[] records) =>
        ConfigurationValidation.Check(new ConfigurationDocument
        {
            Zones = [Zone() with { Records = [.. Zone().Records, .. records.Select(record => Example.Record(record.Owner, record.Type, record.Value)(Apex))] }],
        }).Select(problem => problem.Path);

    private static Zone Zone() => Example.Zone("example.test", [Example.Record("@", RecordType.NS, "ns1.example.net.")]);
}
