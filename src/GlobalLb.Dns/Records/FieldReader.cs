using System.Diagnostics.CodeAnalysis;
using GlobalLb.Dns.Names;

namespace GlobalLb.Dns.Records;

/// <summary>The fields of one record's data in text form, taken one after the other.</summary>
/// <param name="fields">The fields of the entry.</param>
/// <param name="first">The index of the first field of the record's data.</param>
/// <param name="origin">What relative names are completed with.</param>
internal sealed class FieldReader(IReadOnlyList<TextField> fields, int first, DomainName origin)
{
    private int _next = first;

    /// <summary>What relative names are completed with.</summary>
    public DomainName Origin { get; } = origin;

    /// <summary>What is wrong, after something returned false.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether every field was taken.</summary>
    public bool IsAtEnd => _next >= fields.Count;

    /// <summary>The field the problem is about: the one taken last.</summary>
    public TextField? Last => fields.Count == 0 ? null : fields[Math.Clamp(_next - 1, 0, fields.Count - 1)];

    /// <summary>Whether the next field is this word, unquoted; it is taken when it is.</summary>
    public bool TakesWord(string word)
    {
        if (IsAtEnd || fields[_next].IsQuoted || fields[_next].Text != word) return false;
        _next++;
        return true;
    }

    /// <summary>Takes the next field.</summary>
    /// <param name="word">What it is called when it is missing.</param>
    /// <param name="text">The text of the field.</param>
    public bool TryTake(string word, [NotNullWhen(true)] out string? text)
    {
        text = IsAtEnd ? null : fields[_next++].Text;
        return text is not null || Fail($"the {word} is missing");
    }

    /// <summary>Keeps the sentence that says what is wrong.</summary>
    public bool Fail(string sentence)
    {
        Problem = sentence;
        return false;
    }
}
