using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class ForesightTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_question_has_the_name_that_a_request_asks_for_or_none()
    {
        Prop.ForAll(Some.Names, Some.Bytes(0, 40).ToArbitrary(), (name, octets) =>
        {
            var query = Exchange.Query(name.ToString());
            byte[] memory = [.. octets, .. query, .. octets];
            var behindName = octets.Length + HeaderBits.HeaderLength + name.Wire.Length;
            var questions = new Questions(memory, [octets.Length..(octets.Length + query.Length), octets.Length..(behindName - 1), 0..octets.Length, 0..0]);
            Assert.Equal(4, questions.Count);
            Assert.Equal(name.Wire, questions.Name(0));
            Assert.Equal(0, questions.Name(1).Length);
            Assert.True(questions.Name(2).Length <= Math.Max(0, octets.Length - HeaderBits.HeaderLength));
            Assert.Equal(0, questions.Name(3).Length);
        }).QuickCheckThrowOnFailure();
    }

    [LinuxFact]
    public async Task What_has_come_together_is_foreseen_together()
    {
        using var authority = new WaitingAuthority(isSound: true);
        await using var server = new UdpServer(Some.Loopback, new Responder(authority), 1, NullLogger.Instance);
        server.Start();
        var answers = await AskTogether(server, authority);
        Assert.Equal([1, 2, 3], answers);
        Assert.Equal(["b.example.com.", "c.example.com."], authority.Foreseen);
    }

    [LinuxFact]
    public async Task An_authority_that_cannot_foresee_answers_all_the_same()
    {
        var log = new Heard();
        using var authority = new WaitingAuthority(isSound: false);
        await using var server = new UdpServer(Some.Loopback, new Responder(authority, logger: log), 1, NullLogger.Instance);
        server.Start();
        Assert.Equal([1, 2, 3], await AskTogether(server, authority));
        Assert.IsType<InvalidOperationException>(Assert.Single(log.Failures));
    }

    // The first keeps the loop busy until the others are there.
    private static async Task<List<int>> AskTogether(UdpServer server, WaitingAuthority authority)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server.LocalEndPoint);
        await socket.SendAsync(Query(1, "a"));
        Assert.True(authority.IsAsked.Wait(Patience));
        await socket.SendAsync(Query(2, "b"));
        await socket.SendAsync(Query(3, "c"));
        authority.MayAnswer.Set();
        using var deadline = new CancellationTokenSource(Patience);
        var answers = new List<int>();
        var response = new byte[2048];
        while (answers.Count < 3)
        {
            Assert.True(await socket.ReceiveAsync(response, deadline.Token) > HeaderBits.HeaderLength);
            answers.Add(response[1]);
        }

        return answers;
    }

    private static byte[] Query(ushort id, string label) => QueryWriter.Write(id, DomainName.Parse($"{label}.example.com"), RecordType.A, QueryOptions.Default);

    /// <summary>Says that it is asked, and waits until it may answer.</summary>
    private sealed class WaitingAuthority(bool isSound) : IAuthority, IDisposable
    {
        public ManualResetEventSlim IsAsked { get; } = new();

        public ManualResetEventSlim MayAnswer { get; } = new();

        public List<string> Foreseen { get; } = [];

        public void Answer(in Query query, ref AnswerWriter answer)
        {
            IsAsked.Set();
            MayAnswer.Wait(Patience);
        }

        public void Foresee(Questions questions)
        {
            if (!isSound) throw new InvalidOperationException("no foresight");
            for (var i = 0; i < questions.Count; i++)
            {
                Assert.True(DomainName.TryRead(questions.Name(i), out var name));
                Foreseen.Add(name.ToString());
            }
        }

        public void Dispose()
        {
            IsAsked.Dispose();
            MayAnswer.Dispose();
        }
    }
}
