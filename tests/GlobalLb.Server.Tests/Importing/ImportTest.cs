using System.Text.Json;
using GlobalLb.Server.Declaring;
using GlobalLb.Server.Tests.Commands;
using GlobalLb.Steering.Configuration;
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

    private protected static string[] Endpoints(ConfigurationDocument document, string pool) =>
        [.. document.Pools.Single(each => each.Code.Value == pool).Endpoints.Select(endpoint => $"{endpoint.Address} {endpoint.Port} {endpoint.Weight}")];
}
