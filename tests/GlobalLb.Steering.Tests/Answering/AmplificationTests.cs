using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Steering.Answering;
using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Steering.Tests.Answering;

/// <summary>How an edge answers with many addresses, and that it says why it does not answer.</summary>
public sealed class AmplificationTests
{
    private static readonly Snapshot Large = (Example.Document with
    {
        Pools = Example.Document.Pools.SetItem(
            0, Example.Pool("eu-web", "eu-west", [.. Enumerable.Range(1, 16).SelectMany<int, (string, string)>(i => [($"four-{i}", $"192.0.2.{i}"), ($"six-{i}", $"2001:db8::{i}")])])),
        Zones =
        [
            Example.Document.Zones[0] with
            {
                Records = [.. Example.Document.Zones[0].Records, .. Enumerable.Range(1, 16).Select(i => Example.Record("set", RecordType.A, $"198.51.100.{i}")(Example.Document.Zones[0].Name))],
            },
        ],
    }).Compile();

    private static (Message Message, double Times) Ask(string name, RecordType type, bool isCapped, Snapshot? snapshot)
    {
        var query = Exchange.Write(name, type);
        var response = new byte[ushort.MaxValue];
        var responder = new Responder(new Authority(() => snapshot), new ResponderOptions { CapsAmplification = isCapped });
        var length = responder.Respond(query, new Source(Example.Address("192.0.2.99"), Transport.Udp), response);
        Assert.True(Message.TryRead(response.AsSpan(0, length), out var message));
        return (message, (double)length / query.Length);
    }

    [Theory]
    [InlineData(RecordType.A)]
    [InlineData(RecordType.AAAA)]
    public void Addresses_of_a_steered_name_that_are_too_many_are_left_out(RecordType type)
    {
        var (message, times) = Ask("www.example.test", type, true, Large);
        Assert.InRange(times, 1.5, 3);
        Assert.InRange(message.Answers.Length, 2, 15);
        Assert.False(message.IsTruncated);
        Assert.Equal(16, Ask("www.example.test", type, false, Large).Message.Answers.Length);
    }

    [Fact]
    public void RFC2181_9_A_set_that_is_too_large_for_who_may_be_forged_is_truncated()
    {
        var (message, times) = Ask("set.example.test", RecordType.A, true, Large);
        Assert.InRange(times, 1.5, 3);
        Assert.True(message.IsTruncated);
        (message, _) = Ask("set.example.test", RecordType.A, false, Large);
        Assert.False(message.IsTruncated);
        Assert.Equal(16, message.Answers.Length);
    }

    [Fact]
    public void A_few_addresses_and_denials_are_answered_whole_and_small()
    {
        foreach (var name in new[] { "ns1.example.test", "absent.example.test", "text.example.test" })
        {
            var (message, times) = Ask(name, RecordType.A, true, Large);
            Assert.False(message.IsTruncated);
            Assert.InRange(times, 1, 3);
        }
    }

    [Fact]
    public void RFC8914_4_15_Nothing_to_answer_from_is_said_to_be_so() =>
        Assert.Equal(ExtendedError.NotReady, Ask("www.example.test", RecordType.A, false, null).Message.Edns!.ExtendedError);

    [Fact]
    public void RFC8914_4_21_A_name_of_no_zone_of_ours_is_said_to_be_so() =>
        Assert.Equal(ExtendedError.NotAuthoritative, Ask("www.example.org", RecordType.A, false, Large).Message.Edns!.ExtendedError);
}
