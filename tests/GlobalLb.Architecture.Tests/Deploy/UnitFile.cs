namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>A systemd unit, as <c>Section.Key</c> and values.</summary>
internal sealed class UnitFile
{
    private readonly ILookup<string, string> _values;

    private UnitFile(string path, ILookup<string, string> values) => (Path, _values) = (path, values);

    public static IReadOnlyList<UnitFile> All { get; } =
        [.. Checkout.Files(".service", "deploy/systemd").Order(StringComparer.Ordinal).Select(Load)];

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The one value of a key; null: it is not there.</summary>
    public string? this[string key] => _values[key].SingleOrDefault();

    /// <summary>The words of what is run.</summary>
    public IReadOnlyList<string> Run => CommandLines.Split(this["Service.ExecStart"]!);

    /// <summary>The arguments behind <c>dotnet X.dll</c>.</summary>
    public IReadOnlyList<string> Arguments => [.. Run.Skip(2)];

    public bool IsEdgeProgram => Run[1].EndsWith("/globallb-edge.dll", StringComparison.Ordinal);

    /// <summary>The example of its environment file.</summary>
    public string EnvironmentFilePath => $"deploy/systemd/{System.IO.Path.GetFileName(this["Service.EnvironmentFile"])}";

    public override string ToString() => Path;

    private static UnitFile Load(string path)
    {
        var section = "";
        var values = new List<(string Key, string Value)>();
        foreach (var line in Repository.Read(path).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[') section = line.Trim('[', ']');
            else values.Add(($"{section}.{line.Split('=', 2)[0]}", line.Split('=', 2)[1]));
        }

        return new UnitFile(path, values.ToLookup(pair => pair.Key, pair => pair.Value));
    }
}
