using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>The addresses of steered names that other records point to.</summary>
public sealed class SteeredTargetTests
{
    private static readonly PolicyNode ByCountry = Example.Geographic(Example.Leaf("us-web"), ("country:DE", Example.Leaf("eu-web")));

    [Theory]
    [InlineData(RecordType.MX, "@ MX 10 www", "example.test")]
    [InlineData(RecordType.SRV, "_s._tcp SRV 0 5 443 www", "_s._tcp.example.test")]
    [InlineData(RecordType.HTTPS, "svc HTTPS 1 www", "svc.example.test")]
    [InlineData(RecordType.NS, "@ NS www", "example.test")]
    public void A_choice_is_made_for_who_asks(RecordType type, string record, string name)
    {
        var snapshot = Steer.Document(ByCountry, null, record).Compile();
        Assert.Equal(["www.example.test. A 198.51.100.1", "www.example.test. AAAA 2001:db8:2::1"], Addresses(snapshot.Response(type, name)));
        Assert.Equal(["www.example.test. A 192.0.2.1", "www.example.test. A 192.0.2.2", "www.example.test. AAAA 2001:db8:1::1"], Addresses(snapshot.Response(type, name, "10.1.2.3")));
    }

    [Theory]
    [InlineData("10.1.2.0/24", 0)]
    [InlineData("0.0.0.0/0", 2)]
    [InlineData(null, 2)]
    public void RFC7871_7_3_1_A_choice_that_is_for_one_network_only_stays_out_of_the_additional_section(string? subnet, int addresses)
    {
        // Resolvers must not tie what stands there to a network: everyone would get it.
        var response = new Exchange(Steer.Document(ByCountry, null, "@ MX 10 www").Compile()).Ask("example.test", RecordType.MX, subnet: subnet);
        Assert.Equal(addresses, response.Additionals.Count(record => record.Type != RecordType.OPT));
        Assert.Equal(subnet is null ? null : (byte?)0, response.Edns?.Subnet is null ? null : response.Edns.SubnetScope);
    }

    [Fact]
    public void RFC7871_7_3_1_A_choice_that_is_the_same_for_everyone_comes_along_whoever_asks()
    {
        var response = new Exchange(Steer.Document(Example.Leaf("ap-web"), null, "@ MX 10 www").Compile()).Ask("example.test", RecordType.MX, subnet: "10.1.2.0/24");
        Assert.Equal(["www.example.test. A 203.0.113.1"], Addresses(response));
    }

    [Fact]
    public void Records_of_a_leaf_come_along_but_no_alias()
    {
        Assert.Equal(["www.example.test. A 192.0.2.7"], Addresses(Steer.Document(Example.Records("A 192.0.2.7", "TXT x"), null, "@ MX 10 www").Compile().Response(RecordType.MX, "example.test")));
        Assert.Empty(Addresses(Steer.Document(Example.Records("CNAME a.example.net."), null, "@ MX 10 www").Compile().Response(RecordType.MX, "example.test")));
    }

    [Fact]
    public void The_targets_of_steered_records_have_theirs()
    {
        var snapshot = Steer.Document(Example.Records("MX 10 mail.example.test."), null, "mail A 192.0.2.25").Compile();
        Assert.Equal(["mail.example.test. A 192.0.2.25"], Addresses(snapshot.Response(RecordType.MX)));
    }

    private static IEnumerable<string> Addresses(GlobalLb.Dns.Messages.Message response) =>
        Zones.Lines(response.Additionals.Where(record => record.Type is RecordType.A or RecordType.AAAA && record.Name.ToString().StartsWith('n') == false)).Order(StringComparer.Ordinal);
}
