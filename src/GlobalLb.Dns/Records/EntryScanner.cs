namespace GlobalLb.Dns.Records;

/// <summary>
/// Cuts text into entries and entries into fields (RFC 1035 §5.1): an entry is a line, or several joined by parentheses;
/// fields are separated by blanks; quotes keep blanks together; <c>\</c> takes the next character as it is.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="allowsComments">Whether <c>;</c> begins a comment, or is refused because text would be lost silently.</param>
internal sealed class EntryScanner(string text, bool allowsComments)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;
    private int _lineStart;
    private bool _hasResumed;

    /// <summary>How many characters are read.</summary>
    public int Position => _at;

    private int Column => _at - _lineStart + 1;

    /// <summary>Reads the next entry; an empty line is an entry without fields.</summary>
    /// <param name="fields">Emptied, then filled with the fields of the entry.</param>
    /// <param name="beginsWithBlank">Whether the entry begins with a blank: its owner is the one before.</param>
    /// <param name="problem">Why the entry cannot be cut into fields; reading can go on with the next line.</param>
    /// <returns>False at the end of the text.</returns>
    public bool TryRead(List<TextField> fields, out bool beginsWithBlank, out TextProblem? problem)
    {
        fields.Clear();
        problem = null;
        beginsWithBlank = _at < text.Length && text[_at] is ' ' or '\t';
        if (_at >= text.Length) return false;
        var depth = 0;
        var outermost = (At: 0, Line: 0, LineStart: 0);
        while (_at < text.Length && problem is null)
        {
            switch (text[_at])
            {
                case '\n':
                    EndLine();
                    if (depth == 0) return true;
                    break;
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case ';' when allowsComments:
                    SkipToEndOfLine();
                    break;
                case ';':
                    problem = Problem("a ';' begins a comment here and the rest would be lost; put the text in double quotes, or write '\\;'");
                    break;
                case '(':
                    if (depth++ == 0) outermost = (_at, _line, _lineStart);
                    _at++;
                    break;
                case ')' when depth == 0:
                    problem = Problem("this ')' has no '(' before it; remove it or write '\\)'");
                    break;
                case ')':
                    depth--;
                    _at++;
                    break;
                case '"':
                    problem = ReadQuoted(fields);
                    break;
                default:
                    ReadWord(fields);
                    break;
            }
        }

        if (problem is null && depth > 0)
        {
            problem = new TextProblem(outermost.Line, outermost.At - outermost.LineStart + 1, "this '(' is never closed; add the ')' that ends the record");
            // What it swallowed is read again as lines of their own, once: each time reads to the end of the text.
            if (!_hasResumed) (_at, _line, _lineStart) = outermost;
            _hasResumed = true;
        }

        if (problem is not null) SkipToEndOfLine();
        return true;
    }

    private TextProblem? ReadQuoted(List<TextField> fields)
    {
        var start = _at;
        for (_at++; _at < text.Length && text[_at] != '\n'; _at++)
        {
            if (text[_at] == '"')
            {
                fields.Add(new TextField(text[(start + 1).._at], true, _line, start - _lineStart + 1));
                _at++;
                return null;
            }

            if (text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] != '\n') _at++;
        }

        return new TextProblem(_line, start - _lineStart + 1, "this quoted text is not closed on its line; add the closing '\"'");
    }

    private void ReadWord(List<TextField> fields)
    {
        var start = _at;
        while (_at < text.Length && text[_at] is not (' ' or '\t' or '\r' or '\n' or ';' or '(' or ')' or '"'))
            _at += text[_at] == '\\' && _at + 1 < text.Length && text[_at + 1] != '\n' ? 2 : 1;
        fields.Add(new TextField(text[start.._at], false, _line, start - _lineStart + 1));
    }

    private TextProblem Problem(string sentence) => new(_line, Column, sentence);

    private void SkipToEndOfLine()
    {
        while (_at < text.Length && text[_at] != '\n') _at++;
    }

    private void EndLine()
    {
        _at++;
        _line++;
        _lineStart = _at;
    }
}
