using System.Globalization;
using System.Text;
using GlobalLb.Server.Declaring;

namespace GlobalLb.Server.Importing.Gdnsd;

/// <summary>Reads gdnsd's configuration syntax: nested hashes, arrays and strings, as gdnsd.config(5) has them.</summary>
internal sealed class VscfReading
{
    private const int MaxDepth = 64;
    private const string Marks = "][}{;#,\"=\\";

    private readonly string _file;
    private readonly string _text;
    private readonly Func<string, IReadOnlyList<(string File, string Text)>> _include;
    private int _at;
    private int _line = 1;
    private int _lineStart;

    private VscfReading(string file, string text, Func<string, IReadOnlyList<(string File, string Text)>> include) =>
        (_file, _text, _include) = (file, text, include);

    /// <summary>Reads a file.</summary>
    /// <param name="file">How it is called.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="include">Reads what <c>$include</c> names; several files where it has a star.</param>
    /// <exception cref="FormatException">It cannot be read; the message says where and why.</exception>
    public static WrittenNode Read(string file, string text, Func<string, IReadOnlyList<(string File, string Text)>> include) =>
        new VscfReading(file, text, include).Whole(1);

    private WrittenNode Whole(int depth)
    {
        Skip();
        var whole = Peek == '[' ? Value(depth) : Hash('\0', depth);
        Skip();
        return _at == _text.Length ? whole : throw Wrong("nothing more is expected here");
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private Position Here => new(_file, _line, _at - _lineStart + 1);

    // The depth bounds the recursion.
    private WrittenNode Value(int depth)
    {
        if (depth > MaxDepth) throw Wrong($"this is more than {MaxDepth} levels deep");
        var at = Here;
        switch (Peek)
        {
            case '{':
                _at++;
                var hash = Hash('}', depth);
                _at++;
                return hash with { At = at };
            case '[':
                _at++;
                var items = new List<WrittenNode>();
                for (Skip(); Peek != ']'; Skip()) items.Add(Peek == '\0' ? throw Wrong("a ] is missing") : Value(depth + 1));
                _at++;
                return new WrittenList(at, items);
            case '$':
                var included = Include(depth);
                return included.Count == 1 ? included[0] : throw Wrong("as a value only one file can be included");
            default:
                return Text();
        }
    }

    private WrittenMap Hash(char end, int depth)
    {
        var at = Here;
        var members = new List<WrittenMember>();
        for (Skip(); Peek != end; Skip())
        {
            if (Peek == '\0') throw Wrong("a } is missing");
            if (Peek == '$')
            {
                foreach (var part in Include(depth)) members.AddRange(part is WrittenMap map ? map.Members : throw Wrong("what is included here must hold keys and values"));
                continue;
            }

            var key = Text();
            Skip();
            if (Peek != '=') throw Wrong($"'{key.Text}' is a key; write => and its value");
            _at += _text.AsSpan(_at).StartsWith("=>") ? 2 : 1;
            Skip();
            members.Add(new WrittenMember(key.Text, key.At, Value(depth + 1)));
        }

        return new WrittenMap(at, members);
    }

    private List<WrittenNode> Include(int depth)
    {
        const string Word = "$include{";
        if (!_text.AsSpan(_at).StartsWith(Word) || _text.IndexOf('}', _at) is not (>= 0 and var end)) throw Wrong("only $include{file} begins with $");
        var path = _text[(_at + Word.Length)..end].Trim().Trim('"');
        if (depth > MaxDepth / 2) throw Wrong("files include each other too deeply");
        IReadOnlyList<(string File, string Text)> files;
        try
        {
            files = _include(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"'{path}' cannot be included: {failure.Message}");
        }

        _at = end + 1;
        return [.. files.Select(each => new VscfReading(each.File, each.Text, _include).Whole(depth + 8))];
    }

    private WrittenText Text()
    {
        var at = Here;
        var text = new StringBuilder();
        var isQuoted = Peek == '"';
        if (isQuoted) _at++;
        while (_at < _text.Length && (isQuoted ? Peek != '"' : !char.IsWhiteSpace(Peek) && (Peek == '\\' || !Marks.Contains(Peek, StringComparison.Ordinal))))
        {
            if (Peek == '\n') NextLine();
            text.Append(Peek == '\\' ? Escape() : Peek);
            _at++;
        }

        if (isQuoted && _at++ >= _text.Length) throw new FormatException($"{at}: a quote is not closed");
        return text.Length > 0 || isQuoted ? new WrittenText(at, text.ToString(), !isQuoted) : throw Wrong($"a value is expected here, not '{Peek}'");
    }

    // Leaves the place at the last character of the escape.
    private char Escape()
    {
        if (_at + 1 >= _text.Length) throw Wrong("an escape is cut off");
        _at++;
        if (!char.IsAsciiDigit(Peek)) return Peek;
        if (_at + 3 > _text.Length || !byte.TryParse(_text.AsSpan(_at, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var octet)) throw Wrong("an escape has three digits, 000 to 255");
        _at += 2;
        return (char)octet;
    }

    private void Skip()
    {
        for (; _at < _text.Length; _at++)
        {
            if (Peek is '#' or ';') while (_at + 1 < _text.Length && _text[_at + 1] != '\n') _at++;
            else if (Peek == '\n') NextLine();
            else if (!char.IsWhiteSpace(Peek) && Peek != ',') return;
        }
    }

    private void NextLine()
    {
        _line++;
        _lineStart = _at + 1;
    }

    private FormatException Wrong(string sentence) => new($"{Here}: {sentence}");
}
