namespace GlobalLb.Steering.Validation;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Path">The field, such as <c>pools[eu-web].endpoints[eu-1].port</c>.</param>
/// <param name="Sentence">What is wrong and what would be right.</param>
public sealed record Problem(string Path, string Sentence)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Sentence}";
}
