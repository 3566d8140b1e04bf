using System.Net;
using System.Net.Sockets;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Guarding;

public sealed class AddressGuardTests
{
    private static readonly AddressGuard Open = new([IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0")]);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("169.254.170.23")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("192.0.0.192")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fd00:ec2::23")]
    [InlineData("fd20:ce::254")]
    public void Metadata_addresses_are_never_probed_whatever_is_allowed(string address)
    {
        var refusal = Open.Refusal(IPAddress.Parse(address));
        Assert.Contains("metadata", refusal, StringComparison.Ordinal);
        Assert.Contains("never", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("169.254.0.1")]
    [InlineData("169.254.255.255")]
    [InlineData("fe80::1")]
    [InlineData("febf::1")]
    [InlineData("0.0.0.0")]
    [InlineData("0.255.255.255")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    [InlineData("ff02::1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void Addresses_of_links_groups_and_nobody_are_never_probed_whatever_is_allowed(string address) =>
        Assert.Contains("never", Open.Refusal(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.0/8")]
    [InlineData("127.255.255.255", "127.0.0.0/8")]
    [InlineData("::1", "::1/128")]
    [InlineData("10.0.0.1", "10.0.0.0/8")]
    [InlineData("10.255.255.255", "10.0.0.0/8")]
    [InlineData("172.16.0.1", "172.16.0.0/12")]
    [InlineData("172.31.255.255", "172.16.0.0/12")]
    [InlineData("192.168.0.1", "192.168.0.0/16")]
    [InlineData("fc00::1", "fc00::/7")]
    [InlineData("fdff::1", "fc00::/7")]
    [InlineData("fec0::1", "fec0::/10")]
    [InlineData("100.64.0.1", "100.64.0.0/10")]
    [InlineData("100.127.255.255", "100.64.0.0/10")]
    [InlineData("192.0.0.1", "192.0.0.0/24")]
    [InlineData("192.88.99.1", "192.88.99.0/24")]
    [InlineData("198.18.0.1", "198.18.0.0/15")]
    [InlineData("198.19.255.255", "198.18.0.0/15")]
    [InlineData("2001:2::1", "2001:2::/48")]
    [InlineData("192.0.2.1", "192.0.2.0/24")]
    [InlineData("198.51.100.1", "198.51.100.0/24")]
    [InlineData("203.0.113.1", "203.0.113.0/24")]
    [InlineData("2001:db8::1", "2001:db8::/32")]
    [InlineData("3fff::1", "3fff::/20")]
    [InlineData("64:ff9b:1::1", "64:ff9b:1::/48")]
    [InlineData("100::1", "100::/64")]
    [InlineData("5f00::1", "5f00::/16")]
    public void What_is_special_is_probed_only_where_the_administrator_allowed_it(string address, string prefix)
    {
        var refusal = AddressGuard.PublicOnly.Refusal(IPAddress.Parse(address));
        Assert.Contains($"--probe-allow {prefix}", refusal, StringComparison.Ordinal);
        Assert.Null(new AddressGuard([IPNetwork.Parse(prefix)]).Refusal(IPAddress.Parse(address)));
        Assert.NotNull(new AddressGuard([IPNetwork.Parse("8.8.8.0/24"), IPNetwork.Parse("2600::/16")]).Refusal(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("::ffff:127.0.0.1", "127.0.0.1")]
    [InlineData("::ffff:169.254.169.254", "169.254.169.254")]
    [InlineData("::169.254.169.254", "169.254.169.254")]
    [InlineData("::10.0.0.1", "10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe", "169.254.169.254")]
    [InlineData("64:ff9b::a00:1", "10.0.0.1")]
    [InlineData("2002:a9fe:a9fe::1", "169.254.169.254")]
    [InlineData("2002:c0a8:1::", "192.168.0.1")]
    [InlineData("2001:0:53aa:64c:0:0:5601:5601", "169.254.169.254")]
    [InlineData("2001::80ff:fffe", "127.0.0.1")]
    public void An_address_that_carries_another_is_judged_by_that_one(string address, string carried)
    {
        var refusal = AddressGuard.PublicOnly.Refusal(IPAddress.Parse(address));
        Assert.Contains($"which is {carried},", refusal, StringComparison.Ordinal);
        Assert.NotNull(AddressGuard.PublicOnly.Refusal(IPAddress.Parse(carried)));
    }

    [Theory]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2002:808:808::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("8.8.8.8")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("100.128.0.1")]
    [InlineData("169.253.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    public void Public_addresses_are_free(string address) => Assert.Null(AddressGuard.PublicOnly.Refusal(IPAddress.Parse(address)));

    [Theory]
    [InlineData(ProbeKind.Tcp)]
    [InlineData(ProbeKind.Http)]
    [InlineData(ProbeKind.Https)]
    [InlineData(ProbeKind.Tls)]
    [InlineData(ProbeKind.Dns)]
    [InlineData(ProbeKind.Grpc)]
    [InlineData(ProbeKind.Icmp)]
    [InlineData(ProbeKind.Smtp)]
    [InlineData(ProbeKind.Redis)]
    [InlineData(ProbeKind.Postgresql)]
    public async Task No_kind_of_probe_goes_where_it_is_refused(ProbeKind kind)
    {
        using var stage = new ProbeStage(options => options with { Allowed = [] });
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var hearing = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        hearing.Bind(listener.LocalEndpoint);
        var probe = new Probe { Kind = kind, Question = new(Dns.Names.DomainName.Root) };
        for (var i = 0; i < 2; i++) Assert.Null(await stage.TryAskAsync((IPEndPoint)listener.LocalEndpoint, probe));
        Assert.False(listener.Pending());
        Assert.Equal(0, hearing.Available);
        Assert.Contains("--probe-allow 127.0.0.0/8", Assert.Single(stage.Heard.Lines), StringComparison.Ordinal);
    }
}
