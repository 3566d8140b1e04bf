using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using GlobalLb.Steering.Configuration;
using GlobalLb.Steering.Validation;

namespace GlobalLb.Server.Declaring;

/// <summary>A configuration as files say it: all of it, or the problems that keep it from being one.</summary>
/// <param name="Document">The configuration; null when there is a problem.</param>
/// <param name="Problems">Sentences with file, line and column.</param>
internal sealed record Declaration(ConfigurationDocument? Document, ImmutableArray<string> Problems)
{
    /// <summary>What stands for standard input in place of a file.</summary>
    public const string StandardInput = "-";

    private const int LargestFile = 1 << 29;

    /// <summary>Reads a file, or all files <c>*.yaml</c> and <c>*.yml</c> of a folder and those below it as one.</summary>
    /// <param name="path">The file or folder, or <see cref="StandardInput"/>.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="now">The moment it is checked for.</param>
    /// <exception cref="IOException">Something cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">We may not read something.</exception>
    public static Declaration Read(string path, Stream input, DateTimeOffset now)
    {
        if (path == StandardInput) return Of([("standard input", Octets(input))], now);
        if (!Directory.Exists(path)) return Of([(path, Octets(path))], now);
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false };
        var files = Directory.EnumerateFiles(path, "*", options)
            .Where(file => Path.GetExtension(file) is ".yaml" or ".yml").Order(StringComparer.Ordinal).ToList();
        return files.Count == 0
            ? new Declaration(null, [$"{path}: there is no file *.yaml or *.yml in this folder; 'globallb config export' makes one"])
            : Of(files.ConvertAll(file => (file, Octets(file))), now);
    }

    /// <summary>Reads one text.</summary>
    public static Declaration Of(string file, string text, DateTimeOffset now) => Of([(file, Encoding.UTF8.GetBytes(text))], now);

    /// <summary>Reads texts as one configuration by their form alone: it may still be one that no edit would accept.</summary>
    /// <param name="files">What the files are called, and what they hold.</param>
    /// <param name="problems">Takes sentences with file, line and column.</param>
    /// <param name="whole">What is written, with its places.</param>
    /// <returns>Null when there is a problem.</returns>
    internal static ConfigurationDocument? Read(IReadOnlyList<(string File, byte[] Octets)> files, List<string> problems, out WrittenMap whole)
    {
        var parts = new List<WrittenNode>();
        foreach (var (file, octets) in files)
        {
            if (!Utf8.IsValid(octets)) problems.Add($"{file}:1:1: this is no text in UTF-8; save it as such");
            else if (YamlReading.Read(file, Encoding.UTF8.GetString(octets).TrimStart('\uFEFF'), problems) is { } node) parts.Add(node);
        }

        whole = Merge(parts, problems);
        if (problems.Count > 0) return null;
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, new JsonWriterOptions { SkipValidation = true })) new ShapeCheck(writer, problems).Write(whole, ConfigurationShape.Whole);
        if (problems.Count > 0) return null;
        if (whole.Members.All(member => member.Value is WrittenText { IsNothing: true } or WrittenList { Items.Count: 0 }))
        {
            problems.Add($"{string.Join(", ", files.Select(file => file.File))}: this says nothing, and would remove everything; 'globallb config export' shows what to write");
            return null;
        }

        try
        {
            return ConfigurationJson.Read(json.WrittenSpan);
        }
        catch (JsonException failure)
        {
            problems.Add($"{whole.At}: {failure.Message}");
            return null;
        }
    }

    private static Declaration Of(IReadOnlyList<(string File, byte[] Octets)> files, DateTimeOffset now)
    {
        var problems = new List<string>();
        if (Read(files, problems, out var whole) is not { } document) return new Declaration(null, [.. problems]);
        var wrong = ConfigurationValidation.Check(document, now);
        return wrong.Length == 0 ? new Declaration(document, []) : new Declaration(null, [.. wrong.Select(problem => Say(problem, whole)).Distinct()]);
    }

    // Lists of several files become one; anything else can be said by one file only.
    private static WrittenMap Merge(List<WrittenNode> parts, List<string> problems)
    {
        var members = new Dictionary<string, WrittenMember>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (part is not WrittenMap map)
            {
                problems.Add($"{part.At}: a configuration is made of members such as {string.Join(", ", ConfigurationShape.Whole.Members.Keys)}; write one of them, a colon and what it holds");
                continue;
            }

            foreach (var member in map.Members)
            {
                if (members.TryAdd(member.Name, member)) continue;
                var first = members[member.Name];
                if (first.Value is WrittenText { IsNothing: true } || (first.Value, member.Value) is (WrittenList, WrittenList))
                    members[member.Name] = first with { Value = Join(first.Value, member.Value) };
                else problems.Add($"{member.At}: '{member.Name}' is written in {first.At} already; keep one");
            }
        }

        return new WrittenMap(parts.Count > 0 ? parts[0].At : default, [.. members.Values]);
    }

    private static WrittenNode Join(WrittenNode first, WrittenNode second) =>
        (first, second) is (WrittenList one, WrittenList other) ? new WrittenList(one.At, [.. one.Items, .. other.Items]) : second;

    private static string Say(Problem problem, WrittenMap whole)
    {
        var places = WrittenPaths.Find(problem.Path, whole, ConfigurationShape.Whole);
        var others = places.Count > 1 ? $" (also in {string.Join(", ", places.Skip(1))})" : "";
        return $"{places[0]}: {problem.Path}: {problem.Sentence}{others}";
    }

    private static byte[] Octets(string path)
    {
        using var stream = File.OpenRead(path);
        return Octets(stream);
    }

    private static byte[] Octets(Stream stream)
    {
        using var kept = new MemoryStream();
        var piece = new byte[1 << 16];
        for (int count; (count = stream.Read(piece)) > 0;)
        {
            if (kept.Length + count > LargestFile) throw new IOException($"a file is larger than {LargestFile >> 20} MiB, which is the most; split it into a folder of files");
            kept.Write(piece, 0, count);
        }

        return kept.ToArray();
    }
}
