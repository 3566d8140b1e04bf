using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Web.Pages.Pools;

namespace GlobalLb.Web.Tests.Pages.Pools;

public sealed class PoolCommentTests
{
    private static readonly Endpoint One = Sample.MakeEndpoint("eu-1", "192.0.2.1");
    private static readonly Endpoint Two = Sample.MakeEndpoint("eu-2", "192.0.2.2");
    private static readonly Pool Before = Sample.MakePool("eu-web", "eu", One, Two);

    [Fact]
    public void A_new_pool_is_added() => Assert.Equal("add pool eu-web", PoolComment.Of(null, Before));

    [Theory]
    [InlineData(EndpointAvailability.ForcedUp, "pool eu-web: force up endpoint eu-1")]
    [InlineData(EndpointAvailability.ForcedDown, "pool eu-web: force down endpoint eu-1")]
    public void A_word_on_an_endpoint_is_said(EndpointAvailability word, string comment) =>
        Assert.Equal(comment, PoolComment.Of(Before, With(One with { Availability = word }, Two)));

    [Fact]
    public void A_word_taken_back_is_said() => Assert.Equal(
        "pool eu-web: no longer force endpoint eu-1", PoolComment.Of(With(One with { Availability = EndpointAvailability.ForcedUp }, Two), Before));

    [Fact]
    public void Endpoints_added_changed_and_removed_are_said() => Assert.Equal(
        "pool eu-web: change endpoint eu-1, add endpoint eu-3, remove endpoint eu-2",
        PoolComment.Of(Before, With(One with { Weight = 5 }, Sample.MakeEndpoint("eu-3", "192.0.2.3"))));

    [Fact]
    public void An_address_written_anew_but_the_same_is_no_change() =>
        Assert.Equal("change pool eu-web", PoolComment.Of(Before, With(One with { Address = IPAddress.Parse("192.0.2.1") }, Two)));

    [Fact]
    public void A_word_does_not_hide_what_else_changed_at_the_endpoint() => Assert.Equal(
        "pool eu-web: force up endpoint eu-1, change endpoint eu-1",
        PoolComment.Of(Before, With(One with { Availability = EndpointAvailability.ForcedUp, Address = IPAddress.Parse("192.0.2.9") }, Two)));

    [Fact]
    public void Probe_region_kind_and_what_unknown_means_are_said() => Assert.Equal(
        "pool eu-web: change the probe, move to region us, change the kind, change what unknown means",
        PoolComment.Of(Before, Before with
        {
            Probe = new Probe { Kind = ProbeKind.Tcp },
            Region = new RegionCode("us"),
            Kind = PoolKind.L4,
            UnknownMeans = UnknownMeaning.Down,
        }));

    [Fact]
    public void Too_many_changes_are_not_listed() => Assert.Equal(
        "change pool eu-web",
        PoolComment.Of(Sample.MakePool("eu-web", "eu"), With([.. Enumerable.Range(1, 5).Select(i => Sample.MakeEndpoint($"eu-{i}", "192.0.2.1"))])));

    private static Pool With(params Endpoint[] endpoints) => Before with { Endpoints = [.. endpoints] };
}
