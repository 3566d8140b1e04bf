using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>docker-compose.yml, its anchors and merges resolved.</summary>
internal sealed class ComposeFile
{
    public const string FileName = "docker-compose.yml";

    public static ComposeFile Current { get; } = Load();

    public string Name { get; set; } = "";

    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public Dictionary<string, object?> Volumes { get; set; } = [];

    public Dictionary<string, ComposeNetwork> Networks { get; set; } = [];

    /// <summary>The services built from one of our Dockerfiles.</summary>
    public IEnumerable<(string Name, ComposeService Service)> BuiltFrom(string project) =>
        Services.Where(pair => pair.Value.Dockerfile?.Published == project).Select(pair => (pair.Key, pair.Value));

    private static ComposeFile Load()
    {
        using var text = new StringReader(Repository.Read(FileName));
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
            .Deserialize<ComposeFile>(new MergingParser(new Parser(text)));
    }
}
