using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GlobalLb.Server.Declaring;

/// <summary>Reads a file of YAML (and so of JSON) as what is written, each value with its place.</summary>
internal sealed class YamlReading
{
    /// <summary>The deepest that is read: what JSON of a configuration may be.</summary>
    private const int MaxDepth = 64;

    /// <summary>The most values that are read: anchors can make any number of a few lines.</summary>
    private const int MostValues = 50_000_000;

    private readonly Dictionary<AnchorName, (WrittenNode Node, int Size)> _anchors = [];
    private readonly string _file;
    private readonly Parser _parser;
    private readonly ICollection<string> _problems;
    private int _values;

    private YamlReading(string file, string text, ICollection<string> problems) =>
        (_file, _parser, _problems) = (file, new Parser(new StringReader(text)), problems);

    /// <summary>Reads the one document of a file.</summary>
    /// <param name="file">How the file is called in problems.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="problems">Takes sentences with their places.</param>
    /// <returns>Null when the file is empty or cannot be read as YAML; in the latter case there is a problem.</returns>
    public static WrittenNode? Read(string file, string text, ICollection<string> problems)
    {
        var reading = new YamlReading(file, text, problems);
        try
        {
            return reading.Document();
        }
        catch (YamlException failure)
        {
            problems.Add($"{reading.Place(failure.Start)}: {(failure.InnerException ?? failure).Message.TrimEnd('.')}");
            return null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // What the parser throws at text that is far from YAML; it had a reason to stop where it stands.
            problems.Add($"{reading.Place(reading._parser.Current?.End ?? Mark.Empty)}: what follows is no YAML; look for a bracket or a quote that is not closed");
            return null;
        }
    }

    private WrittenNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _)) return null;
        var node = Node(1);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            throw new YamlException(second.Start, second.End, "a file holds one document; remove this --- or make a second file");
        return node is WrittenText { IsNothing: true } ? null : node;
    }

    // The depth bounds the recursion.
    private WrittenNode Node(int depth)
    {
        var next = _parser.Consume<ParsingEvent>();
        if (depth > MaxDepth) throw new YamlException(next.Start, next.End, $"this is more than {MaxDepth} levels deep; flatten it");
        if (next is AnchorAlias alias) return Repeat(alias);
        var (anchor, before) = (AnchorName.Empty, _values);
        if (next is NodeEvent { Anchor.IsEmpty: false } anchored) anchor = anchored.Anchor;
        if (next is NodeEvent { Tag.IsEmpty: false } tagged and not Scalar { IsQuotedImplicit: true, Tag.IsNonSpecific: true })
            throw new YamlException(next.Start, next.End, $"the tag {tagged.Tag} says nothing here; remove it");
        Count(1, next);
        WrittenNode node = next switch
        {
            Scalar scalar => new WrittenText(Place(scalar.Start), scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart list => List(list, depth),
            MappingStart map => Map(map, depth),
            _ => throw new YamlException(next.Start, next.End, "a value is missing here, or a character before it is none of YAML"),
        };
        if (!anchor.IsEmpty) _anchors[anchor] = (node, _values - before);
        return node;
    }

    private WrittenNode Repeat(AnchorAlias alias)
    {
        if (!_anchors.TryGetValue(alias.Value, out var known))
            throw new YamlException(alias.Start, alias.End, $"there is no anchor &{alias.Value} above that is complete");
        Count(known.Size, alias);
        return known.Node;
    }

    private WrittenList List(SequenceStart start, int depth)
    {
        var items = new List<WrittenNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new WrittenList(Place(start.Start), items);
    }

    private WrittenMap Map(MappingStart start, int depth)
    {
        var members = new List<WrittenMember>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (!_parser.TryConsume<Scalar>(out var name))
                throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a member's name is a word; write it, a colon and its value");
            var at = Place(name.Start);
            var value = Node(depth + 1);
            if (members.Find(member => member.Name == name.Value) is { Name: not null } first)
                _problems.Add($"{at}: '{name.Value}' is written twice, first in line {first.At.Line}; keep one");
            else members.Add(new WrittenMember(name.Value, at, value));
        }

        return new WrittenMap(Place(start.Start), members);
    }

    private void Count(int values, ParsingEvent at)
    {
        _values += values;
        if (_values is < 0 or > MostValues) throw new YamlException(at.Start, at.End, $"there are more than {MostValues} values from here on; split the configuration");
    }

    private Position Place(Mark mark) => new(_file, (int)mark.Line, (int)mark.Column);
}
