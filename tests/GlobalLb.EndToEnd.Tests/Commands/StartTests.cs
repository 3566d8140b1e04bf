using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using GlobalLb.Store.Configurations;
using GlobalLb.Store.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

/// <summary>How the program starts, refuses to start, stops, and starts again.</summary>
public sealed class StartTests(ITestOutputHelper output) : EndToEndTest(output)
{
    [Fact(Timeout = 120_000)]
    public async Task Ctrl_C_stops_all_in_order_and_a_second_start_finds_everything_again()
    {
        var (web, dns, data) = (Stage.FreeWeb(), Stage.FreeDns(), Stage.Folder.In("data"));
        var first = await StartAsync(web, dns, data);
        var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(data), NullLogger.Instance);
        await using (var desk = new Desk(postgres.ConnectionString))
            await desk.EditAsync("kept", _ => Sample.Document(Sample.StartEndpoints(Stage), [IPAddress.Loopback, IPAddress.Loopback]));
        await postgres.DisposeAsync();
        await Questions.UntilAnsweredAsync(dns, "www.example.test", Stage.Patience, "127.0.2.1");
        Assert.NotEmpty(TemporaryFolder.FindPostgres(data));

        // As a terminal does it: to the whole group of processes.
        first.Signal("INT", isForGroup: true);
        Assert.Equal(0, await first.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Empty(await TemporaryFolder.FindLeftPostgresAsync(data));

        var second = await StartAsync(web, dns, data);
        await Questions.UntilAnsweredAsync(dns, "www.example.test", Stage.Patience, "127.0.2.1");
        postgres = Stage.Ending(await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(data), NullLogger.Instance));
        await using (var desk = new Desk(postgres.ConnectionString))
        {
            var kept = await desk.Get<ConfigurationVersions>().NewestAsync();
            Assert.Equal((1, "the test", "kept"), (kept?.Version ?? 0, kept?.Author, kept?.Comment));
        }

        Assert.Equal(0, await second.StopAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_taken_port_for_DNS_is_said_in_one_sentence()
    {
        var dns = Stage.FreeDns();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(dns);
        await RefusesAsync($"Another program already answers on {dns}", "run", "--no-example", "--web", $"{Stage.FreeWeb()}", "--dns", $"{dns}", "--data", Stage.Folder.In("data"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_taken_port_for_TCP_alone_is_said_too()
    {
        var dns = Stage.FreeDns();
        using var taken = new TcpListener(dns);
        taken.Start();
        await RefusesAsync($"Another program already answers on {dns}", "run", "--no-example", "--web", $"{Stage.FreeWeb()}", "--dns", $"{dns}", "--data", Stage.Folder.In("data"));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_edge_says_a_taken_port_in_one_sentence()
    {
        var dns = Stage.FreeDns();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(dns);
        var edge = Stage.Start("globallb-edge", [.. Programs.Edge, "--control", $"{Stage.FreeWeb()}", "--dns", $"{dns}", "--state", Stage.Folder.In("edge")]);
        Assert.Equal(1, await edge.WaitForExitAsync(Stage.Patience));
        AssertOneSentence(edge, $"globallb-edge: Another program already answers on {dns}");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_taken_port_for_the_pages_is_said_in_one_sentence()
    {
        var web = Stage.FreeWeb();
        using var taken = new TcpListener(IPAddress.Loopback, web.Port);
        taken.Start();
        await RefusesAsync($"The address {web} cannot be served: .*--web", "run", "--no-example", "--web", $"{web}", "--dns", $"{Stage.FreeDns()}", "--data", Stage.Folder.In("data"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_cannot_be_reached_is_said_in_one_sentence()
    {
        var nobody = FreePort.Find();
        await RefusesAsync(
            $"(?i)postgresql.*{nobody}|{nobody}.*postgresql",
            "run", "--postgres", $"Host=127.0.0.1;Port={nobody};Username=globallb;Database=globallb;Timeout=5", "--web", $"{Stage.FreeWeb()}", "--dns", $"{Stage.FreeDns()}", "--data", Stage.Folder.In("data"));
    }

    [Fact(Timeout = 60_000)]
    public async Task A_folder_that_nobody_may_write_to_is_said_in_one_sentence() =>
        await RefusesAsync("The data folder /proc/globallb cannot be written to .*--data", "run", "--no-example", "--data", "/proc/globallb");

    [Fact(Timeout = 60_000)]
    public async Task A_folder_that_an_ordinary_user_may_not_write_to_is_said_in_one_sentence()
    {
        // Root may write everywhere: then somebody else tries, with a copy of the program that everybody can reach.
        IReadOnlyList<string> words = ["run", "--no-example", "--data", Stage.Folder.In("locked", "data")];
        Directory.CreateDirectory(Stage.Folder.In("locked"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        RunningProgram program;
        if (Environment.IsPrivilegedProcess)
        {
            using var copy = Process.Start("cp", ["-r", Path.GetDirectoryName(Programs.GlobalLb[1])!, Stage.Folder.In("program")]);
            await copy.WaitForExitAsync();
            program = Stage.Start("globallb as nobody", ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "dotnet", Stage.Folder.In("program", "globallb.dll"), .. words]);
        }
        else
        {
            program = Stage.StartGlobalLb(words);
        }

        Assert.Equal(1, await program.WaitForExitAsync(Stage.Patience));
        AssertOneSentence(program, $"The data folder {Stage.Folder.In("locked", "data")} cannot be written to .*--data");
    }

    [Theory(Timeout = 60_000)]
    [InlineData("'nonsense' is no role", "run", "--roles", "nonsense")]
    [InlineData("'ftp://x' is no address to serve pages on", "run", "--web", "ftp://x")]
    [InlineData("'5300' is no address and port for DNS", "run", "--dns", "5300")]
    public async Task An_option_that_makes_no_sense_is_said_in_one_sentence(string sentence, params string[] words) =>
        await RefusesAsync(sentence, [.. words, "--data", Stage.Folder.In("data")]);

    private async Task<RunningProgram> StartAsync(Uri web, IPEndPoint dns, string data)
    {
        var program = Stage.Start("globallb run", ["setsid", .. Programs.GlobalLb, "run", "--no-example", "--web", $"{web}", "--dns", $"{dns}", "--data", data]);
        await program.WaitForAsync("Stop with Ctrl-C", Stage.Patience);
        return program;
    }

    private async Task RefusesAsync(string sentence, params string[] words)
    {
        var (code, program) = await Stage.RunAsync(words);
        Assert.Equal(1, code);
        AssertOneSentence(program, sentence);
    }

    private static void AssertOneSentence(RunningProgram program, string pattern)
    {
        // Our own sentences begin with the program's name; a stack trace, of anybody, would show its "   at ".
        var said = Assert.Single(program.Transcript.Split('\n'), line => line.Contains("! globallb: ", StringComparison.Ordinal) || line.Contains("! globallb-edge: ", StringComparison.Ordinal));
        Assert.Matches(pattern, said);
        Assert.DoesNotContain("   at ", program.Transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", program.Transcript, StringComparison.Ordinal);
    }
}
