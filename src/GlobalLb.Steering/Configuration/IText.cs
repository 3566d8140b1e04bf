using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Steering.Configuration;

/// <summary>A value with one text form that people and documents write.</summary>
/// <typeparam name="TSelf">The value itself.</typeparam>
public interface IText<TSelf>
    where TSelf : IText<TSelf>
{
    /// <summary>Parses the text form; <paramref name="problem"/> is a sentence saying what is wrong and what would be right.</summary>
    static abstract bool TryParse(string text, [MaybeNullWhen(false)] out TSelf value, [NotNullWhen(false)] out string? problem);
}
