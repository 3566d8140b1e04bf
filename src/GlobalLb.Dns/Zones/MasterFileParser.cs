using System.Text;
using GlobalLb.Dns.Names;
using GlobalLb.Dns.Records;

namespace GlobalLb.Dns.Zones;

/// <summary>Parses one master file and what it includes, entry by entry, and goes on after a problem to find them all.</summary>
/// <param name="zone">The name of the zone.</param>
/// <param name="include">Reads included files; null: none may be included.</param>
/// <param name="progress">Hears how many characters of the file itself are done.</param>
internal sealed class MasterFileParser(DomainName zone, IncludeReader? include, IProgress<int>? progress)
{
    private const int DeepestInclude = 16;
    private const int MostGenerated = 1 << 20;
    private const int ProgressStep = 1 << 16;

    // A file may include another many times, and that one others: what counts is what there is to parse in the end.
    private const long MostText = 1L << 29;
    private const int TextOfAnInclude = 256;

    private readonly MasterFileProblems _problems = new();
    private readonly Stack<string> _open = new();
    private EntryParser _entries = null!;
    private long _text;
    private int _generated;

    /// <summary>Parses the file.</summary>
    public MasterFileReading Parse(IncludedFile file)
    {
        var fold = new ZoneFold(zone, _problems);
        _entries = new EntryParser(zone, fold, _problems);
        ParseFile(file);
        var records = fold.Fold();
        return new MasterFileReading(_problems.Any ? [] : records, _problems.Problems, _problems.Warnings);
    }

    private void ParseFile(IncludedFile file)
    {
        _open.Push(file.Name);
        _text += file.Text.Length + TextOfAnInclude;
        _entries.File = file.Name;
        if (file.Text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul) AddNul(file, nul);
        else ParseText(file.Text);
        _open.Pop();
    }

    private void ParseText(string text)
    {
        var scanner = new EntryScanner(text, allowsComments: true);
        var fields = new List<TextField>();
        var reported = 0;
        while (scanner.TryRead(fields, out var beginsWithBlank, out var problem))
        {
            if (_open.Count == 1 && scanner.Position - reported >= ProgressStep) progress?.Report(reported = scanner.Position);
            if (problem is not null) _problems.Add(new TextPlace(_entries.File, problem.Line, problem.Column), problem.Sentence);
            else if (fields.Count == 0) continue;
            else if (!beginsWithBlank && !fields[0].IsQuoted && fields[0].Text.StartsWith('$')) ParseDirective(fields);
            else _entries.ParseRecord(fields, beginsWithBlank);
        }
    }

    private void ParseDirective(List<TextField> fields)
    {
        switch (fields[0].Text.ToUpperInvariant())
        {
            case "$ORIGIN" when fields.Count == 2:
                if (DomainName.TryParse(fields[1].Text, _entries.Origin, out var origin, out var problem)) _entries.ChangeOrigin(origin);
                else Add(fields[1], $"the origin is no valid name: {problem}");
                break;
            case "$ORIGIN":
                Add(fields[^1], "$ORIGIN takes one name; write it like: $ORIGIN example.com.");
                break;
            case "$TTL" when fields.Count == 2 && _entries.TryParseTtl(fields[1], out var ttl):
                _entries.DefaultTtl = ttl;
                break;
            case "$TTL":
                Add(fields[^1], "$TTL takes one period; write it like: $TTL 3600 or $TTL 1h");
                break;
            case "$INCLUDE" when fields.Count is 2 or 3:
                Include(fields);
                break;
            case "$INCLUDE":
                Add(fields[^1], "$INCLUDE takes a file and perhaps an origin; write it like: $INCLUDE hosts.zone sub.example.com.");
                break;
            case "$GENERATE":
                Generate(fields);
                break;
            default:
                Add(fields[0], $"'{fields[0].Text}' is no directive; $ORIGIN, $TTL, $INCLUDE and $GENERATE are, and a name that begins with $ is written \\$");
                break;
        }
    }

    private void Include(List<TextField> fields)
    {
        var origin = _entries.Origin;
        if (fields.Count == 3 && !DomainName.TryParse(fields[2].Text, _entries.Origin, out origin, out var problem))
        {
            Add(fields[2], $"the origin is no valid name: {problem}");
            return;
        }

        if (Refuses(fields[1], out var file) is { } refusal) Add(fields[1], refusal);
        if (file is null) return;

        // Whatever the included file does to origin and owner, they are what they were behind it (RFC 1035 §5.1).
        var before = _entries.Remember();
        if (origin != _entries.Origin) _entries.ChangeOrigin(origin);
        ParseFile(file);
        _entries.Restore(before);
    }

    private string? Refuses(TextField field, out IncludedFile? file)
    {
        file = null;
        if (!CharacterString.TryParse(field.Text, out var octets, out var problem)) return problem;
        var path = Encoding.UTF8.GetString(octets);
        if (path.Length == 0 || path.Any(char.IsControl)) return "the name of the file is empty or has a control character; write it like: $INCLUDE hosts.zone";
        if (include is null) return "$INCLUDE is not possible here; put the contents of the other file in its place";
        if (_open.Count > DeepestInclude) return $"the files include one another {DeepestInclude} deep, which is the most; put the contents of this one in its place";
        if (!include(path, out var found, out problem)) return problem;
        if (_open.Contains(found.Name)) return $"{found.Name} includes itself{(found.Name == _entries.File ? "" : $", by way of {_entries.File}")}; remove this line";
        if (_text + found.Text.Length > MostText) return $"with {found.Name} the zone is more than {MostText} characters of text; split the zone, or include less";
        file = found;
        return null;
    }

    private void Generate(List<TextField> fields)
    {
        if (fields.Count < 5)
        {
            Add(fields[^1], "$GENERATE takes a range, a name, a type and data; write it like: $GENERATE 1-254 host-$ A 192.0.2.$");
            return;
        }

        if (!GenerateRange.TryParse(fields[1].Text, out var range, out var problem))
        {
            Add(fields[1], problem);
            return;
        }

        if (_generated + range.Count > MostGenerated)
        {
            Add(fields[1], $"this makes {range.Count} records, and all $GENERATE of a zone together may make {MostGenerated}; choose a smaller range");
            return;
        }

        var text = range.Count * fields.Sum(field => field.Text.Length + (field.Text.AsSpan().Count('{') * GenerateTemplate.MostWidth));
        if (_text + text > MostText)
        {
            Add(fields[1], $"this makes up to {text} characters of text, and a zone may have {MostText}; choose a smaller range, or write less behind it");
            return;
        }

        _generated += (int)range.Count;
        _text += text;
        // A template that is wrong for one number is wrong for most: one problem is enough.
        for (long number = range.Start; number <= range.Stop; number += range.Step)
            if (!_entries.TryGenerate(fields, (int)number)) return;
    }

    private void AddNul(IncludedFile file, int at)
    {
        var before = file.Text.AsSpan(0, at);
        var column = at - before.LastIndexOf('\n');
        _problems.Add(
            new TextPlace(file.Name, before.Count('\n') + 1, column),
            "the file holds the octet NUL, so it is no text or in UTF-16; save it as UTF-8, and write a NUL that is meant as \\000");
    }

    private void Add(TextField field, string sentence) => _problems.Add(new TextPlace(_entries.File, field.Line, field.Column), sentence);
}
