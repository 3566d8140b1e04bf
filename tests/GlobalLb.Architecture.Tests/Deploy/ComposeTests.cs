using System.Net;
using System.Text.RegularExpressions;
using Npgsql;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>docker-compose.yml says only what the code, the Dockerfiles and the repository say.</summary>
public sealed partial class ComposeTests
{
    private const string Edge = "src/GlobalLb.Edge";
    private const string Server = "src/GlobalLb.Server";
    private const string Secrets = "deploy/docker/example.env";

    private static readonly ComposeFile Compose = ComposeFile.Current;

    [Fact]
    public void There_are_a_database_a_control_with_pages_two_edges_and_three_regions()
    {
        Assert.Equal(["ap-south", "edge-1", "edge-2", "eu-west", "globallb", "postgres", "us-east"], Compose.Services.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["globallb"], Compose.BuiltFrom(Server).Select(pair => pair.Name));
        Assert.Equal(["edge-1", "edge-2"], Compose.BuiltFrom(Edge).Select(pair => pair.Name));
    }

    [Fact]
    public void An_image_is_built_here_or_has_a_version() => Assert.All(Compose.Services.Values, service =>
    {
        if (service.Build is null) Assert.Matches(@"^[a-z/-]+:[0-9][0-9a-z.-]*$", service.Image);
        else
        {
            Assert.Equal(".", service.Build["context"]);
            Assert.NotNull(service.Dockerfile);
        }
    });

    [Fact]
    public void What_is_mounted_exists_and_what_is_declared_is_mounted()
    {
        var mounts = Compose.Services.Values.SelectMany(service => service.Mounts).ToList();
        Assert.All(mounts.Where(mount => mount.Source.StartsWith('.')), mount => Assert.True(Checkout.Has(mount.Source), $"{mount.Source} does not exist"));
        Assert.Equal(
            Compose.Volumes.Keys.Order(StringComparer.Ordinal),
            mounts.Select(mount => mount.Source).Where(source => !source.StartsWith('.')).Order(StringComparer.Ordinal));
        Assert.All(Compose.Services.Values.Where(service => service.Dockerfile is not null), service =>
            Assert.Equal(service.Dockerfile!.Volume, service.Mounts.Single().Target));
    }

    [Fact]
    public void Who_is_waited_for_exists_and_says_how_it_is()
    {
        Assert.All(Compose.Services.Values.SelectMany(service => service.DependsOn), pair =>
        {
            Assert.Equal("service_healthy", pair.Value["condition"]);
            Assert.Contains(pair.Key, Compose.Services.Keys);
        });
        Assert.All(Compose.Services.Values, service => Assert.True(service.Healthcheck is not null || service.Dockerfile?.HasHealthCheck == true));
    }

    [Fact]
    public void Our_programs_get_only_variables_they_read() =>
        Assert.All(Compose.Services.Values.Where(service => service.Dockerfile is not null), service => Assert.Empty(service.Environment.Keys.Except(Variables.Read)));

    [Fact]
    public void Secrets_come_from_a_file_that_is_not_committed()
    {
        var asked = Compose.Services.Values.SelectMany(service => service.Environment.Values)
            .SelectMany(value => Interpolation().Matches(value)).Select(match => match.Groups[1].Value).ToHashSet();
        var given = EnvironmentFile.Read(Secrets);
        Assert.Equal(asked.Order(StringComparer.Ordinal), given.Keys.Order(StringComparer.Ordinal));
        Assert.All(given.Values, Assert.Empty);
        Assert.Contains(".env", Repository.Read(".gitignore").Split('\n'));
        Assert.All(Compose.Services.Values.SelectMany(service => service.Environment), pair =>
        {
            if (pair.Key is "POSTGRES_PASSWORD" or "GLOBALLB_FEED_KEY") Assert.Matches(Interpolation(), pair.Value);
        });
    }

    [Fact]
    public void The_programs_understand_their_command_lines()
    {
        Assert.All(Compose.BuiltFrom(Server), pair => Assert.Empty(CommandLines.ProblemsOfServer(pair.Service.Command)));
        Assert.All(Compose.BuiltFrom(Edge), pair => Assert.Empty(CommandLines.ProblemsOfEdge(pair.Service.Command, Environment(pair.Service))));
    }

    [Fact]
    public void Control_and_pages_reach_the_database_that_is_made()
    {
        var server = Compose.Services["globallb"];
        var connection = new NpgsqlConnectionStringBuilder(server.Environment["GLOBALLB_POSTGRES"].Split(";Password=")[0]);
        var database = Compose.Services[connection.Host!];
        Assert.Equal((database.Environment["POSTGRES_USER"], database.Environment["POSTGRES_DB"], 5432), (connection.Username, connection.Database, connection.Port));
        Assert.EndsWith($";Password={database.Environment["POSTGRES_PASSWORD"]}", server.Environment["GLOBALLB_POSTGRES"], StringComparison.Ordinal);
        Assert.Contains(connection.Host!, server.DependsOn.Keys);
        Assert.Equal(["--username", connection.Username!, "--dbname", connection.Database!], ((List<object>)database.Healthcheck!["test"]).TakeLast(4).Cast<string>());
        Assert.InRange(int.Parse(database.Image.Split(':')[1]), 14, 17); // 18 keeps its files elsewhere
        Assert.Equal("/var/lib/postgresql/data", database.Mounts.Single().Target);
    }

    [Fact]
    public void Edges_follow_the_control_with_its_key_and_keep_their_state_on_a_volume()
    {
        var control = Compose.Services["globallb"];
        Assert.All(Compose.BuiltFrom(Edge), pair =>
        {
            var options = CommandLines.ReadEdge(pair.Service.Command, Environment(pair.Service));
            Assert.Equal(("globallb", Listens(control).Port), (options.Control!.Host, options.Control.Port));
            Assert.Equal(control.Environment["GLOBALLB_FEED_KEY"], options.Key);
            Assert.Equal(pair.Service.Mounts.Single().Target, options.StateFolder);
            Assert.Contains("globallb", pair.Service.DependsOn.Keys);
        });
    }

    [Fact]
    public void Published_ports_lead_to_where_somebody_listens()
    {
        var published = Compose.Services.SelectMany(pair => pair.Value.Ports).Select(port => port[..port.LastIndexOf(':')] + Transport(port)).ToList();
        Assert.Equal(published.Count, published.Distinct().Count());
        Assert.Equal([$"127.0.0.1:8080:{Listens(Compose.Services["globallb"]).Port}"], Compose.Services["globallb"].Ports);
        Assert.All(Compose.BuiltFrom(Edge), pair =>
        {
            var listens = CommandLines.ReadEdge(pair.Service.Command, Environment(pair.Service)).Listen.Single();
            var port = pair.Name == "edge-1" ? 5301 : 5302;
            Assert.Equal(new IPEndPoint(IPAddress.Any, 53), listens);
            Assert.Equal([$"127.0.0.1:{port}:53/udp", $"127.0.0.1:{port}:53/tcp"], pair.Service.Ports);
            Assert.Equal("0", pair.Service.Sysctls["net.ipv4.ip_unprivileged_port_start"]);
        });
    }

    [Fact]
    public void Nobody_is_root_or_writes_where_they_should_not() => Assert.All(Compose.Services, pair =>
    {
        var service = pair.Value;
        Assert.True(service.User == "postgres" || service.Dockerfile?.User == "$APP_UID" || service.Image.Contains("unprivileged", StringComparison.Ordinal), $"{pair.Key} runs as root");
        Assert.True(service.ReadOnly, $"{pair.Key} may write to its image");
        Assert.Contains("/tmp", service.Tmpfs);
        Assert.Equal(["ALL"], service.CapDrop);
        Assert.Equal(["no-new-privileges:true"], service.SecurityOpt);
        Assert.Equal("unless-stopped", service.Restart);
    });

    [Fact]
    public void Each_region_has_an_address_of_its_own_and_answers_its_health_check()
    {
        var pool = Compose.Networks["default"].Ipam["config"].Single();
        var regions = Compose.Services.Where(pair => pair.Value.Networks.Count > 0).ToList();
        var addresses = regions.Select(pair => IPAddress.Parse(pair.Value.Networks["default"]["ipv4_address"])).ToList();
        Assert.Equal(3, addresses.Distinct().Count());
        Assert.All(addresses, address => Assert.True(IPNetwork.Parse(pool["subnet"]).Contains(address) && !IPNetwork.Parse(pool["ip_range"]).Contains(address)));
        var served = Repository.Read("deploy/demo/region.conf");
        Assert.All(regions, pair =>
        {
            var asked = new Uri((string)((List<object>)pair.Value.Healthcheck!["test"])[^1]);
            Assert.Contains($"listen {asked.Port};", served, StringComparison.Ordinal);
            Assert.Contains($"location = {asked.AbsolutePath} ", served, StringComparison.Ordinal);
            Assert.Equal(pair.Key, pair.Value.Hostname);
        });
        Assert.All(addresses, address => Assert.Contains($"{address}", Repository.Read("docs/operating.md"), StringComparison.Ordinal));
    }

    private static Uri Listens(ComposeService service) => new(CommandLines.ValueOf(service.Command, "--web")!);

    private static Dictionary<string, string> Environment(ComposeService service)
    {
        var all = new Dictionary<string, string>(service.Dockerfile!.Environment);
        foreach (var (name, value) in service.Environment) all[name] = value;
        return all;
    }

    private static string Transport(string port) => port.Contains('/', StringComparison.Ordinal) ? port[port.IndexOf('/', StringComparison.Ordinal)..] : "/tcp";

    [GeneratedRegex(@"\$\{(\w+):\?[^}]+\}")]
    private static partial Regex Interpolation();
}
