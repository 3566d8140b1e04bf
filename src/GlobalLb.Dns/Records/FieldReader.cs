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

    /// <summary>The text of the next field when it is the last; null when it is not.</summary>
    public string? OnlyWord => _next == fields.Count - 1 ? fields[_next].Text : null;

    /// <summary>The field the problem is about: the one taken last, or the one before the record's data.</summary>
    public TextField Last => fields[_next - 1];

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

    /// <summary>Takes all fields that are left as one word: text that was split only to fit its lines.</summary>
    /// <param name="word">What it is called when it is missing or wrong.</param>
    /// <param name="form">How it is written, for the sentence.</param>
    /// <param name="isDigit">Which characters it may have.</param>
    /// <param name="text">All the fields, one behind the other.</param>
    public bool TryTakeRest(string word, string form, Func<char, bool> isDigit, [NotNullWhen(true)] out string? text)
    {
        var first = _next;
        text = null;
        while (!IsAtEnd && TryTake(word, out var part))
            if (!part.All(isDigit)) return Fail($"the {word} has '{part}', which is not {form}");
        if (_next == first) return Fail($"the {word} is missing");
        text = _next == first + 1 ? fields[first].Text : string.Concat(fields.Skip(first).Select(field => field.Text));
        return true;
    }

    /// <summary>Takes the next field when it is quoted and nothing stands between it and the one taken last, which there must be, as in <c>a="b"</c>.</summary>
    public bool TryTakeQuotedBehind([NotNullWhen(true)] out string? text)
    {
        text = null;
        if (IsAtEnd) return false;
        var (last, next) = (fields[_next - 1], fields[_next]);
        if (!next.IsQuoted || last.IsQuoted || next.Line != last.Line || next.Column != last.Column + last.Text.Length) return false;
        return TryTake("", out text);
    }

    /// <summary>Keeps the sentence that says what is wrong.</summary>
    public bool Fail(string sentence)
    {
        Problem = sentence;
        return false;
    }
}
