using System.Text.Json;

namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>A Dockerfile, instruction by instruction.</summary>
internal sealed class Dockerfile
{
    private Dockerfile(string path, IReadOnlyList<(string Word, string Text)> instructions) => (Path, Instructions) = (path, instructions);

    public static IReadOnlyList<Dockerfile> All { get; } =
        [.. Checkout.Files(".Dockerfile", "deploy").Order(StringComparer.Ordinal).Select(Load)];

    public string Path { get; }

    public IReadOnlyList<(string Word, string Text)> Instructions { get; }

    /// <summary>The instructions of the last stage: what the image is made of.</summary>
    public IEnumerable<(string Word, string Text)> Final => Instructions.Reverse().TakeWhile(instruction => instruction.Word != "FROM").Reverse();

    /// <summary>What the stages start from.</summary>
    public IReadOnlyList<string> Bases => [.. RestsOf("FROM").Select(rest => rest.Split(' ')[0])];

    /// <summary>The project that is published.</summary>
    public string Published => RestsOf("RUN").Single(run => run.StartsWith("dotnet publish ", StringComparison.Ordinal)).Split(' ')[2];

    /// <summary>Entry point and default arguments.</summary>
    public IReadOnlyList<string> EntryPoint => Words("ENTRYPOINT");

    public IReadOnlyList<string> Arguments => Words("CMD");

    public IReadOnlyDictionary<string, string> Environment =>
        Final.Where(instruction => instruction.Word == "ENV").Select(instruction => instruction.Text.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public IReadOnlyList<string> Ports => [.. Final.Where(instruction => instruction.Word == "EXPOSE").SelectMany(instruction => instruction.Text.Split(' '))];

    public string Volume => Final.Single(instruction => instruction.Word == "VOLUME").Text;

    public string User => Final.Last(instruction => instruction.Word == "USER").Text;

    public bool HasHealthCheck => Final.Any(instruction => instruction.Word == "HEALTHCHECK");

    /// <summary>The files and folders taken from the repository.</summary>
    public IEnumerable<string> Sources =>
        from rest in RestsOf("COPY")
        let words = rest.Split(' ')
        where !words.Any(word => word.StartsWith("--from=", StringComparison.Ordinal))
        from source in words.Where(word => !word.StartsWith("--", StringComparison.Ordinal)).SkipLast(1)
        select source;

    public override string ToString() => Path;

    private static Dockerfile Load(string path) => new(path,
    [
        .. from line in Repository.Read(path).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
           where line.Length > 0 && line[0] != '#'
           let words = line.Split(' ', 2)
           select (words[0], words[1].Trim()),
    ]);

    private IEnumerable<string> RestsOf(string word) => Instructions.Where(instruction => instruction.Word == word).Select(instruction => instruction.Text);

    private string[] Words(string word) =>
        Final.Where(instruction => instruction.Word == word).Select(instruction => JsonSerializer.Deserialize<string[]>(instruction.Text)!).SingleOrDefault() ?? [];
}
