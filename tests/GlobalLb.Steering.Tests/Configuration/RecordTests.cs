using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using Record = GlobalLb.Steering.Configuration.Record;

namespace GlobalLb.Steering.Tests.Configuration;

public sealed class RecordTests
{
    private static readonly DomainName Apex = DomainName.Parse("example.test");
    private static readonly Record Mail = new() { Name = Apex, Type = RecordType.MX, Value = "10 mail" };

    [Fact]
    public void The_octets_are_found_once_and_remembered_for_their_origin()
    {
        var record = Mail with { };
        Assert.True(record.TryGetOctets(Apex, out var octets, out _));
        Assert.True(record.TryGetOctets(DomainName.Parse("EXAMPLE.test"), out var again, out _));
        Assert.Same(octets, again);
        Assert.True(record.TryGetOctets(DomainName.Parse("example.net"), out var other, out _));
        Assert.Equal("10 mail.example.net.", RecordText.Format(RecordType.MX, other, DomainName.Root));
        Assert.True(record.TryGetOctets(Apex, out again, out _));
        Assert.Same(octets, again);
    }

    [Fact]
    public void A_copy_with_another_value_or_type_has_other_octets()
    {
        Assert.True(Mail.TryGetOctets(Apex, out _, out _));
        Assert.True((Mail with { Value = "20 mail" }).TryGetOctets(Apex, out var octets, out _));
        Assert.Equal(20, octets[1]);
        Assert.False((Mail with { Type = RecordType.A }).TryGetOctets(Apex, out _, out var problem));
        Assert.Contains("IPv4", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_remembered_makes_no_record_differ()
    {
        var (found, fresh) = (Mail with { }, Mail with { });
        Assert.True(found.TryGetOctets(Apex, out _, out _));
        Assert.Equal(fresh, found);
        Assert.Equal(fresh.GetHashCode(), found.GetHashCode());
        Assert.NotEqual(fresh with { Value = "20 mail" }, found);
        Assert.NotEqual(fresh with { Ttl = 1 }, found);
        Assert.NotEqual(fresh with { Type = RecordType.KX }, found);
        Assert.False(found.Equals(null));
    }

    [Fact]
    public void A_record_of_octets_has_their_text()
    {
        var record = new Record(Apex, RecordType.A, 300, [192, 0, 2, 1]);
        Assert.True(record.TryGetOctets(Apex, out var octets, out _));
        Assert.Equal([192, 0, 2, 1], octets);
        Assert.Equal("192.0.2.1", record.Value);
        Assert.Equal(new Record { Name = Apex, Type = RecordType.A, Ttl = 300, Value = "192.0.2.1" }, record);
        Assert.False((record with { Type = RecordType.AAAA }).TryGetOctets(Apex, out _, out _));
    }
}
