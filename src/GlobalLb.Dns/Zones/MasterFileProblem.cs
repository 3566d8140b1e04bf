namespace GlobalLb.Dns.Zones;

/// <summary>What is wrong at one place of a master file.</summary>
/// <param name="File">The name of the file, as it was given.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
public sealed record MasterFileProblem(string File, int Line, int Column, string Sentence)
{
    /// <summary>Place and sentence, as compilers write them.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}: {Sentence}";
}
