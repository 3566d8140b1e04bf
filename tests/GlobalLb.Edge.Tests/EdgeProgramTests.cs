using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Tests.Places;
using GlobalLb.Tests;

namespace GlobalLb.Edge.Tests;

public sealed class EdgeProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_fed_by_files_says_ready_answers_takes_what_changes_and_ends_when_asked()
    {
        string configuration = At("configuration.json"), places = At("places.mmdb");
        await File.WriteAllTextAsync(configuration, ConfigurationJson.Write(Sample.ByPlace));
        WritePlaces(places, "FR", "EU");
        var dns = FreePort();
        using var program = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "globallb-edge.dll"),
                "--configuration", configuration, "--places", places, "--dns", $"{dns}", "--state", At("state"), "--loops", "1",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var log = program.StandardError.ReadToEndAsync();
        try
        {
            Assert.Equal("ready", await program.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
            Assert.Equal(Sample.Eu.ToString(), await AskAsync(dns));
            WritePlaces(places, "US", "NA");
            for (var begun = Stopwatch.StartNew(); await AskAsync(dns) != Sample.Us.ToString();)
            {
                Assert.True(begun.Elapsed < TimeSpan.FromSeconds(30), "the new places were not taken");
                await Task.Delay(100);
            }
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal(0, program.ExitCode);
        Assert.Equal("", await program.StandardOutput.ReadToEndAsync());
        Assert.Contains("Took the places in", await log, StringComparison.Ordinal);
    }

    private static async Task<string> AskAsync(IPEndPoint dns) =>
        Assert.Single((await new DnsClient(dns).Ask(Sample.Www, RecordType.A)).Answers).Text;

    private static void WritePlaces(string path, string country, string continent)
    {
        var writer = new MmdbWriter();
        writer.Add("127.0.0.0/8", MmdbWriter.Record(country, continent));
        File.WriteAllBytes(path + ".new", writer.Write());
        File.Move(path + ".new", path, overwrite: true);
    }

    private static IPEndPoint FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return (IPEndPoint)socket.LocalEndpoint;
    }

    private string At(string name) => Path.Combine(_folder.Path, name);
}
