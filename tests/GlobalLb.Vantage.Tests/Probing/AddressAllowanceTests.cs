using System.Net;
using GlobalLb.Tests;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Tests.Probing;

public sealed class AddressAllowanceTests
{
    private readonly ManualTime _time = new();
    private readonly AddressAllowance _allowance;

    public AddressAllowanceTests() => _allowance = new AddressAllowance(10, _time);

    [Fact]
    public void Probes_of_one_address_are_as_far_apart_as_the_cap_says()
    {
        var places = Enumerable.Range(0, 5).Select(_ => _allowance.Take(IPAddress.Loopback).TotalMilliseconds);
        Assert.Equal([0, 100, 200, 300, 400], places);
        _time.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Equal(50, _allowance.Take(IPAddress.Loopback).TotalMilliseconds);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, _allowance.Take(IPAddress.Loopback));
    }

    [Fact]
    public void Another_address_has_its_own()
    {
        _allowance.Take(IPAddress.Loopback);
        Assert.Equal(TimeSpan.Zero, _allowance.Take(IPAddress.Parse("192.0.2.1")));
        Assert.Equal(TimeSpan.Zero, _allowance.Take(IPAddress.IPv6Loopback));
    }

    [Fact]
    public void Many_at_once_never_get_the_same_place()
    {
        var places = new System.Collections.Concurrent.ConcurrentBag<TimeSpan>();
        Parallel.For(0, 400, _ => places.Add(_allowance.Take(IPAddress.Loopback)));
        Assert.Equal(400, places.Distinct().Count());
    }

    [Fact]
    public void It_is_said_once_a_minute()
    {
        Assert.True(_allowance.MaySay());
        Assert.False(_allowance.MaySay());
        _time.Advance(TimeSpan.FromSeconds(61));
        Assert.True(_allowance.MaySay());
    }
}
