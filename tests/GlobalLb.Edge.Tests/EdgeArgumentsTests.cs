using GlobalLb.Dns.Server.RateLimiting;

namespace GlobalLb.Edge.Tests;

public sealed class EdgeArgumentsTests
{
    [Fact]
    public void Defaults_stand_for_all_but_the_control()
    {
        var options = Read("--control http://10.0.0.5:8080");
        Assert.Equal(new Uri("http://10.0.0.5:8080/"), options.Control);
        Assert.Equal("127.0.0.1:5300", Assert.Single(options.Listen).ToString());
        Assert.Equal(Path.Combine("data", "edge"), options.StateFolder);
        Assert.Null(options.Key);
        Assert.InRange(options.Loops, 1, 1024);
    }

    [Fact]
    public void Everything_can_be_said_on_the_command_line()
    {
        var options = Read("--control https://control.test/lb/ --dns 127.0.0.1:53 --dns=[::1]:5300 --state=/var/lib/edge --key a=b --loops 3");
        Assert.Equal(new Uri("https://control.test/lb/"), options.Control);
        Assert.Equal(["127.0.0.1:53", "[::1]:5300"], options.Listen.Select(listen => listen.ToString()));
        Assert.Equal("/var/lib/edge", options.StateFolder);
        Assert.Equal("a=b", options.Key);
        Assert.Equal(3, options.Loops);
    }

    [Fact]
    public void The_environment_stands_in_and_only_its_addresses_are_a_list()
    {
        var options = Read("--dns 127.0.0.9:53", new()
        {
            ["GLOBALLB_CONTROL"] = "http://control.test",
            ["GLOBALLB_DNS"] = "127.0.0.1:1",
            ["GLOBALLB_FEED_KEY"] = "one,two",
            ["GLOBALLB_STATE"] = "",
        });
        Assert.Equal("127.0.0.9:53", Assert.Single(options.Listen).ToString());
        Assert.Equal("one,two", options.Key);
        Assert.Equal(Path.Combine("data", "edge"), options.StateFolder);
        options = Read("--control http://control.test", new() { ["GLOBALLB_DNS"] = "127.0.0.1:1, [::1]:2," });
        Assert.Equal(["127.0.0.1:1", "[::1]:2"], options.Listen.Select(listen => listen.ToString()));
    }

    [Fact]
    public void What_responses_say_of_an_edge_is_nothing_unless_told()
    {
        var responder = Read("--control http://x").Responder;
        Assert.Null(responder.Nsid);
        Assert.Null(responder.Version);
        Assert.Null(responder.HostName);
        Assert.Null(responder.MaxResponseWithoutCookie);
        Assert.True(responder.CapsAmplification);
        responder = Read("--control http://x --nsid fra-1 --chaos-version nine --chaos-hostname fra --max-response-without-cookie 512 --amplification-cap off").Responder;
        Assert.Equal("fra-1", responder.Nsid);
        Assert.Equal("nine", responder.Version);
        Assert.Equal("fra", responder.HostName);
        Assert.Equal(512, responder.MaxResponseWithoutCookie);
        Assert.False(responder.CapsAmplification);
        responder = Read("--control http://x", new() { ["GLOBALLB_NSID"] = "fra-2", ["GLOBALLB_AMPLIFICATION_CAP"] = "on" }).Responder;
        Assert.Equal("fra-2", responder.Nsid);
        Assert.True(responder.CapsAmplification);
    }

    [Fact]
    public void A_text_that_is_too_long_is_said_to_be_so()
    {
        Assert.False(EdgeArguments.TryRead(["--control", "http://x", "--nsid", new string('x', 129)], _ => null, out _, out var problem));
        Assert.Contains("what --nsid says is empty or too long; write 1 to 128 octets", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void An_edge_has_the_name_it_is_given_or_that_of_its_machine_and_port()
    {
        Assert.Matches(@"^[A-Za-z0-9._-]+:5301$", Read("--control http://x --dns 127.0.0.1:5301").Name);
        Assert.Equal("fra-1", Read("--control http://x --name fra-1").Name);
        Assert.Equal("fra-2", Read("--control http://x", new() { ["GLOBALLB_EDGE_NAME"] = "fra-2" }).Name);
        Assert.False(EdgeArguments.TryRead(["--control", "http://x", "--name", "fra 1"], _ => null, out _, out var problem));
        Assert.Equal("'fra 1' is no name of an edge; write 1 to 63 letters, digits, dots, colons, hyphens and underscores", problem);
    }

    [Fact]
    public void Rates_are_limited_unless_said_otherwise()
    {
        Assert.Equal(RateLimitOptions.Default, Read("--control http://x").Responder.RateLimits);
        Assert.Equal(RateLimitMode.Off, Read("--control http://x --rate-limit off").Responder.RateLimits!.Mode);
        var limits = Read(
            "--control http://x --rate-limit=dry-run --rate-limit-allow 192.0.2.0/24,2001:db8::/32 --rate-limit-allow 10.0.0.0/8",
            new() { ["GLOBALLB_RATE_LIMIT_RATES"] = "400,100,20,2000", ["GLOBALLB_RATE_LIMIT"] = "off" }).Responder.RateLimits!;
        Assert.Equal(RateLimitMode.DryRun, limits.Mode);
        Assert.Equal((400, 2000), (limits.Positive, limits.Total));
        Assert.Equal(["192.0.2.0/24", "2001:db8::/32", "10.0.0.0/8"], limits.Allowed.Select(prefix => prefix.ToString()));
    }

    [Fact]
    public void A_configuration_may_come_from_a_file_and_places_from_another()
    {
        var options = Read("--configuration ./lb.json --places=./geo.mmdb --places asn.mmdb");
        Assert.Null(options.Control);
        Assert.Equal("./lb.json", options.ConfigurationFile);
        Assert.Equal(["./geo.mmdb", "asn.mmdb"], options.PlaceFiles.AsEnumerable());
        options = Read("", new() { ["GLOBALLB_CONFIGURATION"] = "lb.json", ["GLOBALLB_PLACES"] = "geo.mmdb, asn.mmdb" });
        Assert.Equal("lb.json", options.ConfigurationFile);
        Assert.Equal(["geo.mmdb", "asn.mmdb"], options.PlaceFiles.AsEnumerable());
    }

    [Fact]
    public void The_source_on_the_command_line_stands_in_place_of_the_other_in_the_environment()
    {
        var options = Read("--configuration lb.json", new() { ["GLOBALLB_CONTROL"] = "http://control.test", ["GLOBALLB_DNS"] = "127.0.0.1:1" });
        Assert.Null(options.Control);
        Assert.Equal("127.0.0.1:1", Assert.Single(options.Listen).ToString());
        options = Read("--control http://control.test", new() { ["GLOBALLB_CONFIGURATION"] = "lb.json" });
        Assert.Null(options.ConfigurationFile);
        Assert.Equal(new Uri("http://control.test/"), options.Control);
    }

    [Theory]
    [InlineData("--control http://x --rate-limit sometimes", "'sometimes' is no way to limit rates; write off, dry-run or on")]
    [InlineData("--control http://x --rate-limit-rates 200", "'200' are no rates; write four numbers")]
    [InlineData("--control http://x --rate-limit-allow 10.0.0.0", "'10.0.0.0' is no prefix")]
    [InlineData("", "--control and --configuration are missing: write the address of the Control to follow, or the file of a configuration")]
    [InlineData("--control http://x --configuration lb.json", "--control and --configuration exclude each other: the configuration comes from a Control or from a file")]
    [InlineData("--configuration", "--configuration needs a value")]
    [InlineData("--places", "--places needs a value")]
    [InlineData("--control", "--control needs a value")]
    [InlineData("--control --dns 127.0.0.1:5301", "--control needs a value")]
    [InlineData("--control=", "--control needs a value")]
    [InlineData("--control 10.0.0.5:8080", "'10.0.0.5:8080' is no address of a Control; write one such as http://")]
    [InlineData("--control ftp://x", "'ftp://x' is no address of a Control")]
    [InlineData("--colour red", "'--colour' is not known; see --help")]
    [InlineData("http://10.0.0.5", "'http://10.0.0.5' is not known")]
    [InlineData("--control http://x --loops 0", "'0' is no number of loops; write 1 to 256")]
    [InlineData("--control http://x --loops many", "'many' is no number of loops")]
    [InlineData("--control http://x --max-response-without-cookie 127", "'127' is no size of a response; write 128 to 1232 octets")]
    [InlineData("--control http://x --max-response-without-cookie 1233", "'1233' is no size of a response")]
    [InlineData("--control http://x --max-response-without-cookie all", "'all' is no size of a response")]
    [InlineData("--control http://x --amplification-cap yes", "'yes' does not say whether --amplification-cap is on; write on or off")]
    [InlineData("--control http://x --dns 5300", "'5300' is no address and port; write one such as 127.0.0.1:5300 or [::1]:5300")]
    [InlineData("--control http://x --dns 127.0.0.1", "'127.0.0.1' is no address and port")]
    [InlineData("--control http://x --dns 127.0.0.1:70000", "'127.0.0.1:70000' is no address and port")]
    [InlineData("--control http://x --dns localhost:53", "'localhost:53' is no address and port")]
    [InlineData("--control http://x --dns ::1:53", "'::1:53' is no address and port")]
    [InlineData("--control http://x --dns [::1]", "'[::1]' is no address and port")]
    public void What_is_wrong_is_said_in_one_sentence(string line, string sentence)
    {
        Assert.False(EdgeArguments.TryRead(Split(line), _ => null, out _, out var problem));
        Assert.Contains(sentence, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--colour red")]
    [InlineData("--control")]
    public async Task A_wrong_command_line_ends_the_program_with_2(string line) => Assert.Equal(2, await EdgeProgram.RunAsync(Split(line)));

    private static EdgeOptions Read(string line, Dictionary<string, string>? environment = null)
    {
        Assert.True(EdgeArguments.TryRead(Split(line), name => environment?.GetValueOrDefault(name), out var options, out var problem), problem);
        return options;
    }

    private static string[] Split(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
