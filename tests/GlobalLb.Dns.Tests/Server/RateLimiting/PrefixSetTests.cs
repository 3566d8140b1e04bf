using System.Net;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Dns.Tests.Server.RateLimiting;

public sealed class PrefixSetTests
{
    // Few bits, so that prefixes are inside each other and addresses are inside prefixes.
    private static Gen<ClientAddress> Addresses { get; } =
        from isIPv4 in Gen.Elements(true, false)
        from first in Gen.Choose(0, 255)
        from last in Gen.Elements(0, 255)
        select ClientAddress.Read([(byte)first, .. Enumerable.Repeat((byte)last, isIPv4 ? 3 : 15)]);

    private static Gen<ClientSubnet> Prefixes { get; } =
        from address in Addresses
        from length in Gen.Choose(0, 9)
        select new ClientSubnet(address.Masked(length), (byte)length);

    [Fact]
    public void It_contains_what_one_of_its_prefixes_contains() =>
        Prop.ForAll(Gen.ListOf(Prefixes).ToArbitrary(), Gen.ListOf(Addresses).ToArbitrary(), (prefixes, addresses) =>
        {
            var set = new PrefixSet(prefixes);
            Assert.All(addresses, address => Assert.Equal(prefixes.Any(prefix => address.IsIn(prefix.Address, prefix.SourceLength)), set.Contains(address)));
            Assert.Equal(prefixes.Count == 0, set.IsEmpty);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_prefix_inside_another_does_not_hide_it()
    {
        var set = new PrefixSet([Prefix("10.0.0.0/8"), Prefix("10.1.0.0/16"), Prefix("10.2.3.4/32")]);
        foreach (var text in new[] { "10.0.0.0", "10.0.255.255", "10.1.2.3", "10.3.0.0", "10.255.255.255" }) Assert.True(set.Contains(Address(text)), text);
        foreach (var text in new[] { "9.255.255.255", "11.0.0.0", "a00::" }) Assert.False(set.Contains(Address(text)), text);
    }

    private static ClientSubnet Prefix(string text) => ClientSubnet.TryParse(text, out var prefix) ? prefix : throw new FormatException(text);

    private static ClientAddress Address(string text) => ClientAddress.From(IPAddress.Parse(text));
}
