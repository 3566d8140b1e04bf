using System.Diagnostics;
using System.Net.Sockets;
using GlobalLb.Dns.Messages;
using GlobalLb.Dns.Records;
using GlobalLb.EndToEnd.Tests.Names;
using GlobalLb.EndToEnd.Tests.Running;
using Xunit.Abstractions;

namespace GlobalLb.EndToEnd.Tests.Commands;

public sealed class ZoneCommandTests(ITestOutputHelper output) : EndToEndTest(output)
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(2);

    private const string Zone = """
        $TTL 300
        @    IN SOA ns1 hostmaster 7 3600 600 86400 60
        @    IN NS  ns1
        ns1  IN A   127.0.0.1
        www  IN A   192.0.2.80
        """;

    [Fact(Timeout = 60_000)]
    public async Task Serving_a_zone_is_ready_within_two_seconds_and_ends_as_asked()
    {
        var dns = Stage.FreeDns();
        var file = await WriteAsync("example.test.zone", Zone);
        var clock = Stopwatch.StartNew();
        var server = Stage.StartGlobalLb("zone", "serve", file, "--listen", $"{dns}");
        await server.WaitForAsync(" ready$", Stage.Patience);
        var ready = clock.Elapsed;
        Assert.Equal(["192.0.2.80"], await Questions.AddressesAsync(dns, "www.example.test"));
        Assert.Equal("192.0.2.80", (await Questions.DigAsync(dns, "www.example.test", "+tcp", "+short")).Trim());
        Figures.Write(Output, "'zone serve' is ready", ready, StartLimit);
        Assert.True(ready <= StartLimit, $"ready after {ready}");
        Assert.Equal(0, await server.StopAsync("INT"));
    }

    [Fact(Timeout = 60_000)]
    public async Task Serving_goes_on_when_ready_cannot_be_written()
    {
        var dns = Stage.FreeDns();
        var file = await WriteAsync("example.test.zone", Zone);
        string[] words = [.. Programs.GlobalLb, "zone", "serve", file, "--listen", $"{dns}"];
        var server = Stage.Start("globallb zone serve > /dev/full", ["sh", "-c", "exec \"$@\" > /dev/full", "sh", .. words]);
        await server.WaitForAsync("'ready' cannot be written to standard output: ", Stage.Patience);
        Assert.Equal(["192.0.2.80"], await Questions.AddressesAsync(dns, "www.example.test"));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task Serving_ends_at_once_while_it_still_loads()
    {
        var large = await WriteAsync("large.test.zone", $"{Zone}\n{string.Join('\n', Enumerable.Range(0, 2_000_000).Select(i => $"h{i} A 192.0.2.1"))}\n");
        var server = Stage.StartGlobalLb("zone", "serve", large, "--list", await WriteAsync("list", "none\n"), "--listen", $"{Stage.FreeDns()}");
        await server.WaitForAsync("'none' has no path", Stage.Patience);
        Assert.Equal(0, await server.StopAsync());
        Assert.DoesNotContain("ready", server.Transcript, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_ALIAS_is_left_out_with_a_warning_where_no_Control_looks_its_target_up()
    {
        var dns = Stage.FreeDns();
        var file = await WriteAsync("example.test.zone", $"{Zone}\n@ IN ALIAS www.example.net.\n");
        var server = Stage.StartGlobalLb("zone", "serve", file, "--listen", $"{dns}");
        await server.WaitForAsync("warning: the ALIAS record of example.test. is left out", Stage.Patience);
        await server.WaitForAsync("ready$", Stage.Patience);
        Assert.Equal(["192.0.2.80"], await Questions.AddressesAsync(dns, "www.example.test"));
        var answer = await Questions.AskAsync(dns, "example.test");
        Assert.Equal((ResponseCode.NoError, 0), (answer.Code, answer.Answers.Length));
    }

    [Fact(Timeout = 60_000)]
    public async Task Checking_a_good_zone_counts_its_records()
    {
        var (code, program) = await Stage.RunAsync("zone", "check", await WriteAsync("example.test.zone", Zone));
        Assert.Equal(0, code);
        Assert.Contains("example.test.: 3 records, no problem", program.Transcript, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task Checking_a_zone_with_errors_says_file_line_and_column_of_each()
    {
        var file = await WriteAsync("example.test.zone", $"{Zone}\nmail IN A 192.0.2.300\nmx   IN MX ten mail\n");
        var (code, program) = await Stage.RunAsync("zone", "check", file);
        Assert.Equal(3, code);
        Assert.Matches($@"{file}:6:11: .*192\.0\.2\.300", program.Transcript);
        Assert.Matches($"{file}:7:12: .*ten", program.Transcript);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_zone_with_errors_is_reported_and_the_others_are_served()
    {
        var dns = Stage.FreeDns();
        var good = await WriteAsync("good.test.zone", Zone);
        var bad = await WriteAsync("bad.test.zone", $"{Zone}\nmail IN A nowhere\n");
        var server = Stage.StartGlobalLb("zone", "serve", bad, good, "--listen", $"{dns}");
        await server.WaitForAsync(" ready$", Stage.Patience);
        Assert.Contains($"! {bad}:6:", server.Transcript, StringComparison.Ordinal);
        Assert.Equal(["192.0.2.80"], await Questions.AddressesAsync(dns, "www.good.test"));
        Assert.Equal(ResponseCode.Refused, (await Questions.AskAsync(dns, "www.bad.test")).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task Hundreds_of_zones_of_a_list_are_served_but_for_the_broken_one()
    {
        const int Count = 300;
        var dns = Stage.FreeDns();
        Directory.CreateDirectory(Stage.Folder.In("zones"));
        for (var i = 0; i < Count; i++) await WriteAsync($"zones/{i}.zone", $"{Zone}\nnumber TXT {i}\n{(i == 150 ? "broken IN A nowhere" : "")}");
        var list = await WriteAsync("list", $"# all of them\n{string.Join('\n', Enumerable.Range(0, Count).Select(i => $"z{i}.test\tzones/{i}.zone"))}");

        var clock = Stopwatch.StartNew();
        var server = Stage.StartGlobalLb("zone", "serve", "--list", list, "--listen", $"{dns}", "--loops", "1");
        await server.WaitForAsync(" ready$", Stage.Patience);
        Figures.Write(Output, $"'zone serve' of {Count} zones is ready", clock.Elapsed, StartLimit);
        Assert.Contains($"! {Stage.Folder.In("zones", "150.zone")}:7:13: 'nowhere' is not an IPv4 address", server.Transcript, StringComparison.Ordinal);
        for (var i = 0; i < Count; i++)
        {
            var answer = await Questions.AskAsync(dns, $"number.z{i}.test", RecordType.TXT);
            Assert.Equal(i == 150 ? ResponseCode.Refused : ResponseCode.NoError, answer.Code);
            if (i != 150) Assert.Equal($"\"{i}\"", answer.Answers.Single().Text);
        }

        Assert.Equal(0, await server.StopAsync());
    }

    [Fact(Timeout = 60_000)]
    public async Task A_taken_port_is_said_in_one_sentence()
    {
        var dns = Stage.FreeDns();
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(dns);
        var (code, program) = await Stage.RunAsync("zone", "serve", await WriteAsync("example.test.zone", Zone), "--listen", $"{dns}");
        Assert.Equal(1, code);
        Assert.Contains($"! globallb: Another program already answers on {dns}: stop it, or choose another address", program.Transcript, StringComparison.Ordinal);
    }
}
