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
    public void A_configuration_may_come_from_a_file_and_places_from_another()
    {
        var options = Read("--configuration ./lb.json --places=./geo.mmdb");
        Assert.Null(options.Control);
        Assert.Equal("./lb.json", options.ConfigurationFile);
        Assert.Equal("./geo.mmdb", options.PlacesFile);
        options = Read("", new() { ["GLOBALLB_CONFIGURATION"] = "lb.json", ["GLOBALLB_PLACES"] = "geo.mmdb" });
        Assert.Equal("lb.json", options.ConfigurationFile);
        Assert.Equal("geo.mmdb", options.PlacesFile);
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
