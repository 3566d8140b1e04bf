using GlobalLb.Web.Parts;

namespace GlobalLb.Web.Tests.Parts;

public sealed class PathAddressTests
{
    [Theory]
    [InlineData("zones[example.com.].steeredNames[www.example.com.].policy.order[1]", "/zones/example.com?tab=steered")]
    [InlineData("zones[example.com.].records[www.example.com. A]", "/zones/example.com?tab=records")]
    [InlineData("zones[example.com.].authority.ttl", "/zones/example.com?tab=authority")]
    [InlineData("policies[shared].node.branches[0]", "/policies/shared")]
    [InlineData("pools[eu-web]", "/pools/eu-web")]
    [InlineData("regions[eu].latitude", "/regions/eu")]
    [InlineData("expectations[3]", "/expectations?edit=3")]
    [InlineData("places[192.0.2.0/24].country", "/places")]
    [InlineData("vantages[fra].canaries", "/vantages?edit=fra")]
    [InlineData("maintenance[disks, eu].to", "/maintenance?edit=disks%2C%20eu")]
    [InlineData("safety.freezeShare", "/safety")]
    [InlineData("latencies[0].region", null)]
    [InlineData("", null)]
    public void A_path_leads_to_the_page_that_edits_it(string path, string? address) => Assert.Equal(address, PathAddress.Find(path));
}
