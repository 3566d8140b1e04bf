using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.Udp;

namespace GlobalLb.Dns.Tests.Server;

public sealed class BatchLoopTests
{
    [LinuxFact]
    public async Task What_arrived_before_the_stop_is_answered_and_nothing_is_counted_that_nobody_sent()
    {
        if (!OperatingSystem.IsLinux()) return;
        const int Requests = 70; // more than two batches
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(Some.Loopback);
        var counters = DnsMetrics.Begin(Transport.Udp);
        using var loop = new BatchLoop(socket, new Responder(new ExampleAuthority()), counters);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = (int)Some.Patience.TotalMilliseconds };
        await client.ConnectAsync(loop.LocalEndPoint);
        var query = QueryWriter.Write(1, ExampleAuthority.Www, RecordType.A, QueryOptions.Default);
        for (byte id = 0; id < Requests; id++)
        {
            query[1] = id;
            await client.SendAsync(query);
        }

        loop.Stop();
        await Task.Run(loop.Run).WaitAsync(Some.Patience);
        var response = new byte[512];
        var answered = new HashSet<byte>();
        while (answered.Count < Requests && client.Receive(response) > 0) answered.Add(response[1]);
        Assert.Equal(Requests, answered.Count);
        Assert.Equal(0, counters.Silenced);
    }

    [LinuxFact]
    public async Task A_loop_that_waits_is_woken_by_the_stop_and_counts_nothing()
    {
        if (!OperatingSystem.IsLinux()) return;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(Some.Loopback);
        var counters = DnsMetrics.Begin(Transport.Udp);
        using var loop = new BatchLoop(socket, new Responder(new ExampleAuthority()), counters);
        var running = Task.Run(loop.Run);
        Assert.NotEmpty((await new DnsClient(loop.LocalEndPoint).Ask(ExampleAuthority.Www, RecordType.A)).Answers);
        loop.Stop();
        await running.WaitAsync(Some.Patience);
        Assert.Equal(0, counters.Silenced);
    }
}
