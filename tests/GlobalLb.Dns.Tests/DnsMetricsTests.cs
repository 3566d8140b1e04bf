using System.Diagnostics.Metrics;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Dns.Tests.Server;
using Microsoft.Extensions.Logging.Abstractions;

namespace GlobalLb.Dns.Tests;

public sealed class DnsMetricsTests
{
    [Fact]
    public async Task Responses_are_counted_by_transport_and_code_also_after_the_server_has_stopped()
    {
        var udp = Sum("dns.responses", "udp", "NoSuchName");
        var tcp = Sum("dns.responses", "tcp", "NoSuchName");
        var truncated = Sum("dns.truncated", "udp", null);
        var responder = new Responder(new ExampleAuthority());
        await using (var server = new UdpServer(Some.Loopback, responder, 1, NullLogger.Instance))
        await using (var server2 = new TcpServer(Some.Loopback, responder, TcpLimits.Default, NullLogger.Instance))
        {
            server.Start();
            server2.Start();
            var client = new DnsClient(server.LocalEndPoint);
            for (var i = 0; i < 3; i++) await client.Ask(DomainName.Parse("absent.example.com"), RecordType.A);
            await client.Ask(DomainName.Parse("large.example.com"), RecordType.TXT);
            await new DnsClient(server2.LocalEndPoint).Ask(DomainName.Parse("absent.example.com"), RecordType.A, new() { Transport = Transport.Tcp });
        }

        // Other tests count too, at the same time.
        Assert.True(Sum("dns.responses", "udp", "NoSuchName") >= udp + 3);
        Assert.True(Sum("dns.responses", "tcp", "NoSuchName") >= tcp + 1);
        Assert.True(Sum("dns.truncated", "udp", null) >= truncated + 1);
    }

    [Theory]
    [InlineData(RateLimitMode.DryRun, "dry-run")]
    [InlineData(RateLimitMode.On, "truncated")]
    [InlineData(RateLimitMode.On, "dropped")]
    public async Task What_is_above_a_rate_is_counted_by_class_and_decision(RateLimitMode mode, string decision)
    {
        const int count = 60;
        var before = Sum("globallb.dns.rate_limited", "error", decision);
        var limits = new RateLimitOptions { Mode = mode, Errors = 1, Burst = TimeSpan.FromSeconds(1), Slip = decision == "dropped" ? 0 : 1 };
        await using (var server = new UdpServer(Some.Loopback, new Responder(new ExampleAuthority(), new ResponderOptions { RateLimits = limits }), 1, NullLogger.Instance))
        {
            server.Start();
            using var socket = new UdpClient();
            socket.Connect(server.LocalEndPoint);
            for (var i = 0; i < count; i++) await socket.SendAsync(Exchange.Query("www.example.org"));

            // The last one is an answer: when it is there, all before it were counted.
            await new DnsClient(server.LocalEndPoint).Ask(DomainName.Parse("www.example.com"), RecordType.A);
        }

        Assert.InRange(Sum("globallb.dns.rate_limited", "error", decision) - before, count - 10, long.MaxValue);
    }

    private static long Sum(string instrument, string transport, string? code)
    {
        long sum = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (published, to) =>
        {
            if (published.Meter.Name == DnsMetrics.MeterName && published.Name == instrument) to.EnableMeasurementEvents(published);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            var isWanted = true;
            foreach (var tag in tags) isWanted &= tag.Key is "code" or "decision" ? Equals(tag.Value, code) : Equals(tag.Value, transport);
            if (isWanted) sum += value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }
}
