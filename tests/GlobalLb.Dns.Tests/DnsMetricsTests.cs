using System.Diagnostics.Metrics;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Dns.Server;
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
            foreach (var tag in tags) isWanted &= tag.Key == "code" ? Equals(tag.Value, code) : Equals(tag.Value, transport);
            if (isWanted) sum += value;
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return sum;
    }
}
