using System.Net;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Tests.Probing;

namespace GlobalLb.Vantage.Tests.Kinds;

public sealed class IcmpTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task An_echo_is_replied_to_or_this_account_may_not_send_it_and_that_is_said(string address)
    {
        using var stage = new ProbeStage();
        var outcome = await stage.TryAskAsync(new IPEndPoint(IPAddress.Parse(address), 1), new Probe { Kind = ProbeKind.Icmp, TimeoutSeconds = 10 });
        if (Environment.IsPrivilegedProcess || outcome is not null) Assert.Equal((true, "echo replied"), (outcome!.Value.Passed, outcome.Value.Reason));
        else Assert.Contains("this account may not send ICMP echoes", Assert.Single(stage.Heard.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_echoes_at_once_are_told_apart()
    {
        using var stage = new ProbeStage();
        var found = await Task.WhenAll(Enumerable.Range(1, 50).Select(i =>
            stage.TryAskAsync(new IPEndPoint(IPAddress.Parse($"127.0.0.{i}"), 1), new Probe { Kind = ProbeKind.Icmp, TimeoutSeconds = 10 }, $"web-{i}")));
        Assert.All(found, outcome => Assert.True(outcome?.Passed ?? !Environment.IsPrivilegedProcess));
    }
}
