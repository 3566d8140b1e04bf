using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using GlobalLb.Dns.Messages;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Choosing;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Health;
using GlobalLb.Steering.Snapshots;
using GlobalLb.Tests;

namespace GlobalLb.Server.Tests.Importing;

/// <summary>A test of an importer: files are written, the command is spoken, and its YAML is read by what reads everybody's.</summary>
public abstract class ImportTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected string In(string name) => Path.Combine(_folder.Path, name);

    private protected string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), text);
        return In(name);
    }

    /// <summary>Imports, and gives the configuration and the sentences, with paths from the folder on.</summary>
    private protected async Task<(ConfigurationDocument Document, string[] Notes)> ImportAsync(params string[] words)
    {
        var spoken = await Spoken.ByAsync(["import", .. words]);
        Assert.True(spoken.Code == 0, spoken.Error);
        var declaration = Declaration.Of("imported.yaml", spoken.Output, DateTimeOffset.UnixEpoch);
        Assert.True(declaration.Document is not null, $"{string.Join('\n', declaration.Problems)}\n{spoken.Output}");
        return (declaration.Document, spoken.Error.Replace($"{_folder.Path}/", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The policy of a steered name on one line.</summary>
    private protected static string Policy(ConfigurationDocument document, string name)
    {
        var steered = document.Zones.SelectMany(zone => zone.SteeredNames).Single(each => each.Name.ToHostName() == name);
        using var json = JsonSerializer.SerializeToDocument(steered.Policy, ConfigurationJson.Options);
        return YamlText.Line(json.RootElement);
    }

    /// <summary>What a client of a country is answered at the only steered name while some addresses are down and all others up.</summary>
    private protected static string Answered(ConfigurationDocument document, string country, params string[] down)
    {
        var placed = document with
        {
            Places = [new KnownPlace { Prefix = IPNetwork.Parse("203.0.113.0/24"), Country = country }],
            Pools = [.. document.Pools.Select(pool => pool with { Probe = pool.Probe ?? new Probe { Kind = ProbeKind.Tcp } })],
        };
        var endpoints = document.Pools.SelectMany(pool => pool.Endpoints).ToFrozenDictionary(
            endpoint => endpoint.Code,
            endpoint => new EndpointHealth(down.Contains($"{endpoint.Address}") ? HealthState.Down : HealthState.Up, DateTimeOffset.UnixEpoch, "test"));
        var snapshot = Snapshot.Compile(placed, 1, new HealthTable { Endpoints = endpoints }, DateTimeOffset.UnixEpoch);
        var name = document.Zones.SelectMany(zone => zone.SteeredNames).Single().Name;
        return string.Join(' ', Explainer.Explain(snapshot, name, new Client(ClientAddress.From(IPAddress.Parse("203.0.113.7"))), isIPv4: true, draw: 0)!.Addresses.Order(StringComparer.Ordinal));
    }

    private protected static string[] Endpoints(ConfigurationDocument document, string pool) =>
        [.. document.Pools.Single(each => each.Code.Value == pool).Endpoints.Select(endpoint => $"{endpoint.Address} {endpoint.Port} {endpoint.Weight}")];
}
