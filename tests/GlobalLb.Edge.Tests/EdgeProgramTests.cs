using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.Dns.Client;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Tests.Places;
using GlobalLb.Tests;
using Record = GlobalLb.Steering.Configuration.Record;

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
        using var program = Start(dns, configuration, "--places", places);
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
            await EndAsync(program);
        }

        Assert.Equal(0, program.ExitCode);
        Assert.Equal("", await program.StandardOutput.ReadToEndAsync());
        Assert.Contains("Took the places in", await log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_restart_ready_is_said_of_what_is_in_the_file_now_and_of_what_was_kept_when_it_is_refused()
    {
        var configuration = At("configuration.json");
        var dns = FreePort();
        await File.WriteAllTextAsync(configuration, ConfigurationJson.Write(With("192.0.2.71")));
        Assert.Equal("192.0.2.71", await AskOnceReadyAsync(dns, configuration));

        // Many names, so that taking them is not done by the time the state on disk is.
        var records = Enumerable.Range(0, 50_000).Select(i => new Record { Name = DomainName.Parse($"h{i}.example.test"), Type = RecordType.A, Value = "192.0.2.1" });
        var large = With("192.0.2.72");
        large = large with { Zones = [large.Zones[0] with { Records = [.. large.Zones[0].Records, .. records] }] };
        await File.WriteAllTextAsync(configuration, ConfigurationJson.Write(large));
        Assert.Equal("192.0.2.72", await AskOnceReadyAsync(dns, configuration));

        await File.WriteAllTextAsync(configuration, "{");
        Assert.Equal("192.0.2.72", await AskOnceReadyAsync(dns, configuration));
    }

    private static ConfigurationDocument With(string address)
    {
        var zone = Sample.Document.Zones[0];
        return Sample.Document with
        {
            Zones = [zone with { Records = [.. zone.Records, new Record { Name = DomainName.Parse("plain.example.test"), Type = RecordType.A, Value = address }] }],
        };
    }

    private async Task<string> AskOnceReadyAsync(IPEndPoint dns, string configuration)
    {
        using var program = Start(dns, configuration);
        var log = program.StandardError.ReadToEndAsync();
        try
        {
            Assert.Equal("ready", await program.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)));
            return Assert.Single((await new DnsClient(dns).Ask(DomainName.Parse("plain.example.test"), RecordType.A)).Answers).Text;
        }
        finally
        {
            await EndAsync(program);
            await log;
        }
    }

    private Process Start(IPEndPoint dns, string configuration, params string[] more)
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "globallb-edge.dll"), "--configuration", configuration, "--dns", $"{dns}", "--state", At("state"), "--loops", "1", .. more];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static async Task EndAsync(Process program)
    {
        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        await program.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
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
