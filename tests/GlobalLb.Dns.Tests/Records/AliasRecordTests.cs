using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Zones;

namespace GlobalLb.Dns.Tests.Records;

public sealed class AliasRecordTests
{
    private static readonly DomainName Zone = DomainName.Parse("example.test");

    [Fact]
    public void A_master_file_may_hold_it_and_it_is_written_as_it_was_read()
    {
        const string Text = "$TTL 300\n@ IN SOA ns hostmaster 1 2 3 4 5\n@ NS ns.example.net.\n@ 60 ALIAS www.example.net.\nshop alias www\nother TYPE65401 \\# 5 0363646E00\n";
        var reading = MasterFile.Parse(Text, Zone, "example.test.zone");
        Assert.Empty(reading.Problems);
        var aliases = reading.Records.Where(record => record.Type == RecordType.ALIAS).Select(record => record.ToString()).ToList();
        Assert.Equal(
            ["example.test. 60 IN ALIAS www.example.net.", "shop.example.test. 300 IN ALIAS www.example.test.", "other.example.test. 300 IN ALIAS cdn."], aliases);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a..b")]
    public void It_has_one_name(string text)
    {
        Assert.False(RecordText.TryParse(RecordType.ALIAS, text, Zone, out _, out var problem));
        Assert.EndsWith("a record of type ALIAS is written like: www.example.net.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_number_is_of_the_range_for_private_use() => Assert.Equal(65401, (int)RecordType.ALIAS);
}
