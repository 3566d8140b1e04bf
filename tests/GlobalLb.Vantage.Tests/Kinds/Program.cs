using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using GlobalLb.Tests;

namespace GlobalLb.Vantage.Tests.Kinds;

/// <summary>A real server program of Debian, on a port of its own in a folder of its own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class Program : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public Task<IPEndPoint> StartUnboundAsync(params string[] lines) => StartAsync(port =>
    {
        var file = Write("unbound.conf", [
            "server:", "directory: \"\"", "chroot: \"\"", "username: \"\"", "pidfile: \"\"", "do-daemonize: no", "use-syslog: no", "interface: 127.0.0.1",
            $"port: {port}", "access-control: 127.0.0.0/8 allow", "module-config: \"iterator\"", .. lines, "remote-control:", "control-enable: no",
        ]);
        return ("/usr/sbin/unbound", ["-d", "-c", file]);
    });

    public Task<IPEndPoint> StartRedisAsync(bool hasPassword) => StartAsync(port =>
        ("/usr/bin/redis-server", ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--dir", _folder.Path, .. hasPassword ? (string[])["--requirepass", "secret"] : []]));

    public Task<IPEndPoint> StartMailAsync() => StartAsync(port => ("/usr/bin/python3", ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port}"]));

    public async Task<IPEndPoint> StartPostgresAsync()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var cluster = Path.Combine(_folder.Path, "cluster");
        // It refuses to run as root.
        string[] account = Environment.IsPrivilegedProcess ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : ["/usr/bin/env"];
        File.SetUnixFileMode(_folder.Path, (UnixFileMode)0x1FF);
        using (var making = Start(account[0], [.. account[1..], $"{bin}/initdb", "-D", cluster, "-A", "trust", "--no-sync"])) await making.WaitForExitAsync();
        return await StartAsync(port => (account[0], [.. account[1..], $"{bin}/postgres", "-D", cluster, "-p", $"{port}", "-k", "", "-h", "127.0.0.1", "-F"]));
    }

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }

        _folder.Dispose();
    }

    // A port that was free may be taken a moment later: then another one is tried.
    private async Task<IPEndPoint> StartAsync(Func<int, (string File, string[] Arguments)> program)
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = FreeAddress();
            var (file, arguments) = program(address.Port);
            _process = Start(file, arguments);
            while (!_process.HasExited)
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(address);
                    return address;
                }
                catch (SocketException)
                {
                    await Task.Delay(20); // it does not listen yet, and nobody tells
                }
            }

            Assert.True(attempt < 3, $"{file} {string.Join(' ', arguments)} ended with exit code {_process.ExitCode}");
            _process.Dispose();
        }
    }

    private static IPEndPoint FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private Process Start(string file, string[] arguments) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", file, .. arguments]) { WorkingDirectory = _folder.Path })!;

    private string Write(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, lines);
        return path;
    }
}
