namespace GlobalLb.Steering.Validation;

/// <summary>Something that is valid and probably not meant. It never stops an edit.</summary>
/// <param name="Rule">The rule, in two or three words: what lists are sorted by.</param>
/// <param name="Path">The field, such as <c>zones[example.com.].steeredNames[www.example.com.].policy</c>.</param>
/// <param name="Sentence">What will happen, and what would be better.</param>
public sealed record Lint(string Rule, string Path, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Sentence}";
}
