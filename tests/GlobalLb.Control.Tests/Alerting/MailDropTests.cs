using System.Net;
using System.Net.Sockets;
using System.Text;
using GlobalLb.Control.Alerting;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Kinds;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>Mail and servers that are not as polite as others.</summary>
public sealed class MailDropTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Mail_that_was_taken_is_delivered_although_the_server_breaks_off_after_it()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = ServeAsync(listener);
        using var deadline = new CancellationTokenSource(Longest);
        var drop = new MailDrop(new OutgoingLine(new AddressGuard([IPNetwork.Parse("127.0.0.0/8")], "--alert-allow"), new CertificateCheck([], TimeProvider.System)));
        var receiver = new AlertReceiver
        {
            Name = "mail",
            Kind = AlertKind.Email,
            Server = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            Security = MailSecurity.None,
            From = "globallb@example.com",
            To = ["ops@example.com"],
        };
        await drop.SendAsync(receiver, null, "Subject: x\r\n\r\n", deadline.Token);
        await server;
    }

    // Says that it has taken the mail, and resets the connection.
    private static async Task ServeAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync().WaitAsync(Longest);
        client.LingerState = new LingerOption(true, 0);
        using var reader = new StreamReader(client.GetStream());
        async Task SayAsync(string line) => await client.Client.SendAsync(Encoding.ASCII.GetBytes($"{line}\r\n"));
        await SayAsync("220 mail.test");
        while (await reader.ReadLineAsync().WaitAsync(Longest) is { } line && line != ".")
            if (line.StartsWith("EHLO", StringComparison.Ordinal) || line.Contains('<', StringComparison.Ordinal)) await SayAsync("250 yes");
            else if (line == "DATA") await SayAsync("354 go on");
        await SayAsync("250 taken");
    }
}
