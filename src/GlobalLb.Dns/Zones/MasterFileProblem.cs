namespace GlobalLb.Dns.Zones;

/// <summary>What is wrong, or worth a warning, at one place of a master file.</summary>
/// <param name="File">The name of the file, as it was given; an included one by its own name.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
/// <param name="IsWarning">Whether the zone loads all the same.</param>
public sealed record MasterFileProblem(string File, int Line, int Column, string Sentence, bool IsWarning = false)
{
    /// <summary>Place and sentence, as compilers write them.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {(IsWarning ? "warning: " : "")}{Sentence}";
}
