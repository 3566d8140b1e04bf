using GlobalLb.Dns.Client;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests.Server;

public sealed class UdpLoopAllocationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_loop_allocates_nothing_from_one_answer_to_the_next(bool isPortable)
    {
        var authority = new AllocationAuthority();
        await using var server = new UdpServer(Some.Loopback, new Responder(authority), 1, NullLogger.Instance, isPortable);
        server.Start();
        var client = new DnsClient(server.LocalEndPoint);
        for (var i = 0; i < 300; i++)
        {
            await client.Ask(ExampleAuthority.Www, RecordType.A);
            if (i == 200) authority.Begin = authority.Latest;
        }

        Assert.True(authority.Begin > 0 || authority.Latest == 0);
        Assert.Equal(authority.Begin, authority.Latest);
    }

    /// <summary>Notes what its caller's thread has allocated so far.</summary>
    private sealed class AllocationAuthority : IAuthority
    {
        private long _latest;

        public long Begin { get; set; }

        public long Latest => Volatile.Read(ref _latest);

        public void Answer(in Query query, ref AnswerWriter answer) => Volatile.Write(ref _latest, GC.GetAllocatedBytesForCurrentThread());
    }
}
