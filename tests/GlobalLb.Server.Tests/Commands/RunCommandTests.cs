using System.CommandLine;
using System.Net;
using GlobalLb.Dns.Server.RateLimiting;
using GlobalLb.Edge;
using GlobalLb.Server.Commands;
using GlobalLb.Server.Running;
using GlobalLb.Store.Embedded;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Commands;

public sealed class RunCommandTests
{
    [Theory]
    [InlineData("run --roles nobody", "'nobody' is no role; there are control, web and edge")]
    [InlineData("run --roles control,nobody", "'nobody' is no role")]
    [InlineData("run --roles ,", "--roles names no role; there are control, web and edge")]
    [InlineData("run --roles edge web", "an edge without control in the same process needs a feed to follow: run 'globallb edge --control URL'")]
    [InlineData("run --web 8080", "'8080' is no address to serve pages on; write one such as http://127.0.0.1:8080")]
    [InlineData("run --web http://127.0.0.1:8080/below", "is no address to serve pages on")]
    [InlineData("run --web ftp://127.0.0.1", "is no address to serve pages on")]
    [InlineData("run --dns 127.0.0.1", "'127.0.0.1' is no address and port for DNS; write one such as 127.0.0.1:5300 or [::1]:5300")]
    [InlineData("run --postgres nonsense", "The connection string of the database cannot be read")]
    [InlineData("migrate --postgres Host=127.0.0.1;Port=1;Username=x", "The PostgreSQL server at 127.0.0.1:1 cannot be reached")]
    [InlineData("run --keep-spool 4", "'4' is no number of MiB for --keep-spool; write one from 8 to 1048576")]
    [InlineData("run --rate-limit perhaps", "'perhaps' is no way to limit rates; write off, dry-run or on")]
    [InlineData("run --rate-limit-allow 10.0.0.0/8,::/129", "'::/129' is no prefix; write one such as 192.0.2.0/24 or 2001:db8::/32")]
    [InlineData("run --amplification-cap maybe", "'maybe' does not say whether --amplification-cap is on; write on or off")]
    [InlineData("zone serve x.zone --max-response-without-cookie 64", "'64' is no size of a response; write 128 to 1232 octets")]
    [InlineData("zone serve x.zone --listen 5353", "'5353' is no address and port; write one such as 127.0.0.1:5353")]
    public async Task What_is_wrong_is_said_in_a_sentence_and_the_exit_code(string line, string sentence)
    {
        using var folder = new TemporaryFolder();
        string[] data = line.StartsWith("zone", StringComparison.Ordinal) ? [] : ["--data", folder.Path];
        var spoken = await Spoken.ByAsync([.. line.Split(' '), .. data]);
        Assert.Equal(ExitCode.Failed, spoken.Code);
        Assert.StartsWith("globallb: ", spoken.Error, StringComparison.Ordinal);
        Assert.Contains(sentence, spoken.Error, StringComparison.Ordinal);
        Assert.Single(spoken.Error.Trim().Split('\n'));
    }

    [Fact]
    public void An_empty_feed_key_is_refused_rather_than_asked_for() =>
        Assert.StartsWith("the feed key is empty", Assert.Throws<StartFailure>(() => Read("--feed-key", " ")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--roles", "control,web")]
    [InlineData("--roles", "control", "web")]
    [InlineData("--roles", "control", "--roles", "web")]
    [InlineData("--roles", "control,", "web")]
    public async Task Roles_are_parted_by_commas_or_spaces(params string[] roles)
    {
        // As far as to the data folder, which is a file: the roles were understood.
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var spoken = await Spoken.ByAsync(["run", .. roles, "--data", file]);
        Assert.Equal(ExitCode.Failed, spoken.Code);
        Assert.Contains($"The data folder {file} cannot be written to", spoken.Error, StringComparison.Ordinal);
        Assert.Contains("or choose another with --data.", spoken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_has_a_default()
    {
        var options = Read();
        Assert.Equal(new Uri("http://127.0.0.1:8080/"), options.Web);
        Assert.Equal("127.0.0.1:5300", Assert.Single(options.Dns).ToString());
        Assert.Equal((null, null, "control"), (options.Postgres, options.FeedKey, options.Vantage));
        Assert.Equal(Path.GetFullPath("data"), options.Folder);
    }

    [Fact]
    public void Everything_can_be_said()
    {
        var options = Read("--web", "https://[::1]:8443", "--dns", "127.0.0.1:53", "--dns", "[::1]:5300", "--feed-key", "k,ey", "--vantage", "eu", "--postgres", "Host=db", "--data", "/x", "--places", "geo.mmdb", "--places", "asn.mmdb");
        Assert.Equal(new Uri("https://[::1]:8443/"), options.Web);
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, 53), new IPEndPoint(IPAddress.IPv6Loopback, 5300)], options.Dns);
        Assert.Equal(("Host=db", "k,ey", "eu", "/x"), (options.Postgres, options.FeedKey, options.Vantage, options.Folder));
        Assert.Equal(["geo.mmdb", "asn.mmdb"], options.Places);
        Assert.Equal((64L << 20, 1L << 30), (Read("--keep-spool", "64").MostHistoryOctets, options.MostHistoryOctets));
    }

    [Fact]
    public void Probes_go_to_public_addresses_and_run_nothing_unless_said_otherwise()
    {
        var usual = Read().Probing;
        Assert.Empty(usual.Allowed);
        Assert.Empty(usual.Roots);
        Assert.Equal((null, null), (usual.ScriptFolder, usual.ScriptAccount));
        var said = Read("--probe-allow", "10.0.0.0/8,fd00::/8", "--probe-allow", "127.0.0.1/32", "--probe-scripts", "/tmp", "--probe-account", "nobody").Probing;
        Assert.Equal(["10.0.0.0/8", "fd00::/8", "127.0.0.1/32"], said.Allowed.Select(prefix => prefix.ToString()));
        Assert.Equal(("/tmp", "nobody"), (said.ScriptFolder, said.ScriptAccount));
    }

    [Fact]
    public void Alerts_go_to_public_addresses_and_have_no_links_unless_said_otherwise()
    {
        var usual = Read().Alerting;
        Assert.Empty(usual.Allowed);
        Assert.Equal((null, null), (usual.Secrets, usual.Console));
        var said = Read("--alert-allow", "10.0.0.25/32,fd00::/8", "--alert-secrets", "/tmp", "--console-url", "https://lb.example.com/console").Alerting;
        Assert.Equal(["10.0.0.25/32", "fd00::/8"], said.Allowed.Select(prefix => prefix.ToString()));
        Assert.Equal(("/tmp", "https://lb.example.com/console/"), (said.Secrets, $"{said.Console}"));
    }

    [Theory]
    [InlineData("--alert-allow", "all", "--alert-allow: 'all' is no prefix")]
    [InlineData("--alert-secrets", "/nowhere", "there is no folder '/nowhere' of secrets")]
    [InlineData("--console-url", "lb.example.com", "'lb.example.com' is no address of pages")]
    public void What_cannot_be_understood_of_alerts_is_refused_with_a_sentence(string option, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<StartFailure>(() => Read(option, value)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("--probe-allow", "10.0.0.1/8", "the bits beyond the length")]
    [InlineData("--probe-allow", "all", "'all' is no prefix")]
    [InlineData("--probe-scripts", "/nowhere", "there is no folder '/nowhere' of scripts")]
    [InlineData("--probe-roots", "/nowhere", "'/nowhere' cannot be read as certificates")]
    public void What_cannot_be_understood_of_probing_is_refused_with_a_sentence(string option, string value, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<StartFailure>(() => Read(option, value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rates_are_limited_unless_said_otherwise()
    {
        Assert.Equal(RateLimitOptions.Default, Read().Responder.RateLimits);
        var limits = Read("--rate-limit", "dry-run", "--rate-limit-rates", "1,2,3,4", "--rate-limit-allow", "10.0.0.0/8,::/0", "--rate-limit-allow", "192.0.2.0/24").Responder.RateLimits!;
        Assert.Equal((RateLimitMode.DryRun, 1, 2, 3, 4), (limits.Mode, limits.Positive, limits.Negative, limits.Errors, limits.Total));
        Assert.Equal(["10.0.0.0/8", "::/0", "192.0.2.0/24"], limits.Allowed.Select(prefix => prefix.ToString()));
    }

    [Fact]
    public void What_responses_say_and_how_large_they_are_can_be_said_as_to_an_edge_program()
    {
        var usual = Read().Responder;
        Assert.Equal((null, null, null, null, true), (usual.Nsid, usual.Version, usual.HostName, usual.MaxResponseWithoutCookie, usual.CapsAmplification));
        var said = Read("--nsid", "fra-1", "--chaos-version", "7", "--chaos-hostname", "fra", "--amplification-cap", "off", "--max-response-without-cookie", "512").Responder;
        Assert.Equal(("fra-1", "7", "fra", 512, false), (said.Nsid, said.Version, said.HostName, said.MaxResponseWithoutCookie, said.CapsAmplification));
    }

    [Theory]
    [InlineData("Nsid", "fra-1")]
    [InlineData("ChaosVersion", "7")]
    [InlineData("ChaosHostname", "fra")]
    [InlineData("AmplificationCap", "off")]
    [InlineData("MaxResponseWithoutCookie", "512")]
    [InlineData("RateLimitAllow", "192.0.2.0/24,2001:db8::/32")]
    public void What_the_command_line_does_not_say_comes_from_elsewhere(string setting, string value)
    {
        var options = new ResponseOptions();
        var command = new Command("any");
        options.AddTo(command);
        var read = options.Read(command.Parse([]), EdgeOptions.DefaultResponder, name => name == setting ? value : null);
        Assert.Equal(value, setting switch
        {
            "Nsid" => read.Nsid,
            "ChaosVersion" => read.Version,
            "ChaosHostname" => read.HostName,
            "AmplificationCap" => read.CapsAmplification ? "on" : "off",
            "RateLimitAllow" => string.Join(',', read.RateLimits!.Allowed),
            _ => $"{read.MaxResponseWithoutCookie}",
        });
    }

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53:53")]
    [InlineData("192.0.2.53:5353", "192.0.2.53:5353")]
    [InlineData("2001:db8::53", "[2001:db8::53]:53")]
    [InlineData("[2001:db8::53]:5353", "[2001:db8::53]:5353")]
    public void A_resolver_is_an_address_and_a_port_if_it_is_another_than_53(string written, string read) =>
        Assert.Equal(read, Assert.Single(Read("--resolver", written).Resolvers).ToString());

    [Theory]
    [InlineData("resolver.example")]
    [InlineData("10.1")]
    [InlineData("192.0.2.53:")]
    [InlineData("192.0.2.53:99999")]
    public void Another_word_is_no_resolver(string written) =>
        Assert.Equal(
            $"'{written}' is no address of a resolver; write one such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53",
            Assert.Throws<StartFailure>(() => Read("--resolver", written)).Message);

    [Fact]
    public void A_folder_that_is_missing_is_made()
    {
        using var folder = new TemporaryFolder();
        var deep = Path.Combine(folder.Path, "a", "b");
        DataFolder.Check(deep);
        Assert.Empty(Directory.EnumerateFileSystemEntries(deep));
        File.WriteAllText(Path.Combine(folder.Path, "file"), "");
        Assert.Throws<StartFailure>(() => DataFolder.Check(Path.Combine(folder.Path, "file", "below")));
    }

    private static RunOptions Read(params string[] arguments)
    {
        var options = new RoleOptions();
        var command = new Command("any");
        options.AddTo(command);
        return options.Read(command.Parse(arguments), Roles.All);
    }
}
