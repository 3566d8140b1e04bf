using System.Net;
using System.Net.Sockets;
using GlobalLb.Control.Flattening;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Aliases;

namespace GlobalLb.Control.Tests.Flattening;

public sealed class TargetLookUpTests : IDisposable
{
    private static readonly DomainName Target = DomainName.Parse("cdn.test");

    private readonly Upstream _first = new(), _second = new();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task Addresses_are_found_with_the_TTL_of_the_answer()
    {
        _first.Have("192.0.2.2", "192.0.2.1", "2001:db8::1");
        var found = await FindAsync();
        Assert.Equal((AliasFindingKind.Found, 60u), (found.Kind, found.Ttl));
        Assert.Equal("192.0.2.1 192.0.2.2", string.Join(" ", found.Addresses));
        Assert.Equal("2001:db8::1", $"{Assert.Single((await FindAsync(RecordType.AAAA)).Addresses)}");
        Assert.All(_first.Asked, asked => Assert.True(asked.IsRecursionDesired));
        Assert.Empty(_second.Asked);
    }

    [Fact]
    public async Task A_chain_of_CNAMEs_is_followed_and_its_least_TTL_counts()
    {
        _first.Say = (_, type, _) => Upstream.Reply.Of(DomainName.Parse("c.test"), type, 300, "192.0.2.1")
            .WithAlias("b.test", 120, "c.test").WithAlias("CDN.test", 90, "b.test");
        var found = await FindAsync();
        Assert.Equal((AliasFindingKind.Found, 90u), (found.Kind, found.Ttl));
    }

    [Fact]
    public async Task Addresses_that_no_chain_leads_to_are_no_answer()
    {
        _first.Say = (_, type, _) => Upstream.Reply.Of(DomainName.Parse("other.test"), type, 300, "192.0.2.1");
        Assert.Equal(AliasFindingKind.Denied, (await FindAsync()).Kind);
    }

    [Fact]
    public async Task A_chain_that_turns_in_a_circle_ends()
    {
        _first.Say = (_, _, _) => new Upstream.Reply(0).WithAlias("b.test", 90, "cdn.test").WithAlias("cdn.test", 90, "b.test");
        Assert.Equal(AliasFindingKind.Denied, (await FindAsync()).Kind);
    }

    [Fact]
    public async Task An_answer_that_is_cut_off_is_asked_for_over_TCP()
    {
        _first.Say = (name, type, isTcp) => isTcp ? Upstream.Reply.Of(name, type, 60, "192.0.2.1") : new Upstream.Reply(0) { IsTruncated = true };
        Assert.Equal(AliasFindingKind.Found, (await FindAsync()).Kind);
        Assert.Equal([false, true], _first.Asked.Select(asked => asked.IsTcp));
    }

    [Theory]
    [InlineData(2, "it answered ServerFailure")]
    [InlineData(5, "it answered Refused")]
    [InlineData(4, "it answered NotImplemented")]
    public async Task The_next_resolver_is_asked_when_one_cannot_say(byte code, string reason)
    {
        _first.Say = (_, _, _) => new Upstream.Reply(code);
        _second.Have("192.0.2.1");
        Assert.Equal(AliasFindingKind.Found, (await FindAsync()).Kind);
        _second.Say = _first.Say;
        var failed = await FindAsync();
        Assert.Equal((AliasFindingKind.Failed, $"{_first.Address}: {reason}; {_second.Address}: {reason}"), (failed.Kind, failed.Reason));
    }

    [Fact]
    public async Task The_next_resolver_is_asked_when_one_is_silent()
    {
        _first.Say = (_, _, _) => null;
        _second.Have("192.0.2.1");
        Assert.Equal(AliasFindingKind.Found, (await FindAsync()).Kind);
        Assert.Single(_first.Asked);
    }

    [Fact]
    public async Task The_next_resolver_is_asked_when_one_is_not_there()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var gone = (IPEndPoint)nobody.LocalEndPoint!;
        nobody.Close();
        _second.Have("192.0.2.1");
        Assert.Equal(AliasFindingKind.Found, (await new TargetLookUp(new ControlOptions { Resolvers = [gone, _second.Address] }).FindAsync(Target, RecordType.A, default)).Kind);
    }

    [Theory]
    [InlineData(3, 300, 120, "NXDOMAIN", 120)]
    [InlineData(0, 60, 900, "NODATA", 60)]
    public async Task A_denial_holds_as_long_as_its_SOA_says(byte code, uint ttl, uint minimum, string reason, uint held)
    {
        _first.Say = (_, _, _) => new Upstream.Reply(code).WithAuthority(ttl, minimum);
        var denied = await FindAsync();
        Assert.Equal((AliasFindingKind.Denied, reason, held), (denied.Kind, denied.Reason, denied.Ttl));
        Assert.Empty(_second.Asked); // it is an answer
    }

    [Fact]
    public async Task A_referral_is_no_denial()
    {
        _first.Say = (_, _, _) => new Upstream.Reply(0) { IsRecursive = false };
        _second.Say = _first.Say;
        Assert.Equal(AliasFindingKind.Failed, (await FindAsync()).Kind);
        _second.Say = (_, _, _) => new Upstream.Reply(0) { IsRecursive = false, IsAuthoritative = true };
        Assert.Equal(AliasFindingKind.Denied, (await FindAsync()).Kind);
    }

    [Fact]
    public async Task An_answer_to_another_question_says_nothing()
    {
        _first.Say = (name, type, _) => Upstream.Reply.Of(name, type, 60, "192.0.2.66") with { Question = DomainName.Parse("CDM.test") };
        _second.Say = (_, _, _) => new Upstream.Reply(2);
        Assert.Contains("it answered another question", (await FindAsync()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nameserver 192.0.2.1\n# nameserver 192.0.2.2\nsearch example.test\nnameserver\t2001:db8::1 # here\n", "192.0.2.1:53", "[2001:db8::1]:53")]
    [InlineData("options edns0\n nameserver nowhere\n", "127.0.0.1:53")]
    [InlineData("", "127.0.0.1:53")]
    public void Resolvers_are_those_of_the_machine_unless_told(string file, params string[] resolvers) =>
        Assert.Equal(resolvers, ResolverAddresses.Parse(file).Select(address => address.ToString()));

    private Task<AliasFinding> FindAsync(RecordType type = RecordType.A) =>
        new TargetLookUp(new ControlOptions { Resolvers = [_first.Address, _second.Address] }).FindAsync(Target, type, CancellationToken.None);
}
