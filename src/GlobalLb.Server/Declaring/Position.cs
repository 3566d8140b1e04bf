namespace GlobalLb.Server.Declaring;

/// <summary>Where something is written.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character within it, from 1.</param>
internal readonly record struct Position(string File, int Line, int Column)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
