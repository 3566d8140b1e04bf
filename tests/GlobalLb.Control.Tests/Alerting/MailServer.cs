using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using GlobalLb.Tests;

namespace GlobalLb.Control.Tests.Alerting;

/// <summary>A real mail server in a process of its own.</summary>
internal sealed class MailServer : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private MailServer(string mode, X509Certificate2 certificate)
    {
        var (file, key) = (Path.Combine(_folder.Path, "certificate.pem"), Path.Combine(_folder.Path, "key.pem"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(key, certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Alerting", "mail_server.py"), mode, file, key]) { RedirectStandardOutput = true })!;
    }

    public int Port { get; private set; }

    /// <param name="mode"><c>plain</c>, <c>starttls</c>, <c>login</c> (the same, and another way to sign in) or <c>implicit</c>; with TLS the user <c>me</c> must sign in with <c>pass word</c>.</param>
    /// <param name="certificate">What it shows.</param>
    public static async Task<MailServer> StartAsync(string mode, X509Certificate2 certificate)
    {
        var server = new MailServer(mode, certificate);
        server.Port = int.Parse((await server._process.StandardOutput.ReadLineAsync().WaitAsync(Longest))!, CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>The next mail: its envelope, its head and its text.</summary>
    public async Task<(JsonElement Envelope, string Head, string Text)> NextAsync()
    {
        var mail = JsonDocument.Parse((await _process.StandardOutput.ReadLineAsync().WaitAsync(Longest))!).RootElement;
        var parts = mail.GetProperty("content").GetString()!.Split("\r\n\r\n", 2);
        return (mail, parts[0], Encoding.UTF8.GetString(Convert.FromBase64String(parts[1])));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder.Dispose();
    }
}
