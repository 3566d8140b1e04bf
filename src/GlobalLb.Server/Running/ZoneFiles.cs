using System.Collections.Immutable;
using Spectre.Console;

namespace GlobalLb.Server.Running;

/// <summary>Loads several master files; a person at a terminal sees how far it is when they are large.</summary>
internal static class ZoneFiles
{
    private const long Large = 4 << 20;

    /// <summary>Loads the files in the order given, and says on <paramref name="error"/> what is wrong or unusual.</summary>
    /// <param name="sources">The zones.</param>
    /// <param name="root">The folder of what they may include; null: the folder each is in.</param>
    /// <param name="error">Where problems and warnings go.</param>
    public static async Task<ImmutableArray<ZoneFile>> LoadAsync(IReadOnlyList<ZoneSource> sources, string? root, TextWriter error)
    {
        var sizes = sources.Select(source => File.Exists(source.Path) ? new FileInfo(source.Path).Length : 0).ToList();
        ImmutableArray<ZoneFile> loaded = [];
        if (Console.IsErrorRedirected || sizes.Sum() < Large) loaded = [.. sources.Select(source => ZoneFile.Load(source, root))];
        else await ProgressBar.ShowAsync(bars => Task.Run(() => { loaded = [.. sources.Select((source, i) => ZoneFile.Load(source, root, new Step(Begin(bars, source, sizes[i]))))]; }));
        foreach (var file in loaded)
            foreach (var sentence in file.Problems.Concat(file.Warnings)) await error.WriteLineAsync(sentence);
        return loaded;
    }

    private static ProgressTask Begin(ProgressContext bars, ZoneSource source, long size) => bars.AddTask(Markup.Escape(Path.GetFileName(source.Path)), maxValue: Math.Max(1, size));

    // At once and on the thread that parses; Progress<T> would report later and elsewhere.
    private sealed class Step(ProgressTask bar) : IProgress<int>
    {
        public void Report(int value) => bar.Value = value;
    }
}
