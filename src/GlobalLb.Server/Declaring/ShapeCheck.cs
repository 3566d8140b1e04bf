using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GlobalLb.Server.Declaring;

/// <summary>Checks what is written against its shape, says everything that is wrong, and writes it as JSON along the way.</summary>
/// <param name="json">Takes the JSON; of use only when there were no problems.</param>
/// <param name="problems">Takes sentences with their places.</param>
internal sealed partial class ShapeCheck(Utf8JsonWriter json, ICollection<string> problems)
{
    /// <summary>Checks a value and what is in it. What is written is no deeper than <see cref="YamlReading"/> lets it be.</summary>
    public void Write(WrittenNode node, Shape shape)
    {
        switch (shape, node)
        {
            case (ObjectShape known, WrittenMap map):
                json.WriteStartObject();
                Members(map, known);
                json.WriteEndObject();
                break;
            case (ChoiceShape choice, WrittenMap map):
                Choose(map, choice);
                break;
            case (ListShape known, WrittenList list):
                json.WriteStartArray();
                foreach (var item in list.Items) Write(item, known.Item);
                json.WriteEndArray();
                break;
            case (TextShape or WordShape or NumberShape or FlagShape, WrittenText { IsNothing: false } text):
                if (Scalar(text, shape) is { } problem) Add(text.At, problem);
                break;
            default:
                Add(node.At, $"{Describe(node)} does not fit here; write {Expected(shape)}");
                break;
        }
    }

    private void Choose(WrittenMap map, ChoiceShape choice)
    {
        var kind = map.Find(choice.Member);
        if (kind is WrittenText text && choice.Kinds.TryGetValue(text.Text, out var known))
        {
            json.WriteStartObject();
            json.WriteString(choice.Member, text.Text); // first, as we write it ourselves
            Members(map, known);
            json.WriteEndObject();
            return;
        }

        var what = Words.Lower(choice.Name);
        if (kind is WrittenText wrong) Add(wrong.At, $"'{wrong.Text}' is no {choice.Member} of {what}; {Words.Suggest(wrong.Text, choice.Kinds.Keys)}");
        else Add(kind?.At ?? map.At, $"{Words.One(what)} needs a '{choice.Member}': one of {string.Join(", ", choice.Kinds.Keys)}");
    }

    private void Members(WrittenMap map, ObjectShape shape)
    {
        foreach (var (name, at, value) in map.Members)
        {
            if (name == shape.Kind?.Member) continue;
            if (!shape.Members.TryGetValue(name, out var member))
            {
                Add(at, $"{Words.One(shape.Title)} has no member '{name}'; {Words.Suggest(name, shape.Members.Keys)}");
                continue;
            }

            if (value is WrittenText { IsNothing: true })
            {
                if (!member.MayBeNothing) Add(at, $"'{name}' has no value; write {Expected(member.Shape)}{(member.IsRequired ? "" : ", or leave it out")}");
                continue;
            }

            json.WritePropertyName(name);
            Write(value, member.Shape);
        }

        var missing = shape.Members.Values.Where(member => member.IsRequired && map.Find(member.Name) is null).Select(member => $"'{member.Name}'").ToList();
        if (missing.Count > 0) Add(map.At, $"{Words.One(shape.Title)} needs {string.Join(" and ", missing)}");
    }

    private string? Scalar(WrittenText written, Shape shape)
    {
        var text = written.Text;
        switch (shape)
        {
            case TextShape known when known.Check(text) is { } wrong:
                return wrong;
            case WordShape word when !word.Words.Contains(text):
                return $"'{text}' is none of the words that fit here; {Words.Suggest(text, word.Words)}";
            case TextShape or WordShape:
                json.WriteStringValue(text);
                return null;
            case FlagShape when text is "true" or "false" && written.IsPlain:
                json.WriteBooleanValue(text == "true");
                return null;
            case NumberShape number when written.IsPlain && (number.IsWhole ? Whole() : Number()).IsMatch(text) && Fits(text, number):
                json.WriteRawValue(text);
                return null;
            default:
                return $"{(written.IsPlain ? "" : "a text in quotes ")}'{text}' does not fit here; write {Expected(shape)}";
        }
    }

    private static bool Fits(string text, NumberShape number) => number.IsWhole
        ? decimal.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) && whole >= number.Lowest && whole <= number.Highest
        : double.IsFinite(double.Parse(text, CultureInfo.InvariantCulture));

    private static string Expected(Shape shape) => shape switch
    {
        ObjectShape known => $"{Words.One(known.Title)}, with the members {string.Join(", ", known.Members.Keys)}",
        ChoiceShape choice => $"{Words.One(Words.Lower(choice.Name))} with its {choice.Member}",
        ListShape => "a list, [] when there is nothing in it",
        WordShape word => $"one of {string.Join(", ", word.Words)}",
        NumberShape { IsWhole: true } number => $"a whole number from {number.Lowest} to {number.Highest}, without quotes",
        NumberShape => "a number such as 2 or 0.5, without quotes",
        FlagShape => "true or false",
        TextShape { Description: { } description } => description,
        _ => "a text",
    };

    private static string Describe(WrittenNode node) => node switch
    {
        WrittenText { IsNothing: true } => "nothing",
        WrittenText text => $"'{text.Text}'",
        WrittenList => "a list",
        _ => "an object with members",
    };

    private void Add(Position at, string sentence) => problems.Add($"{at}: {sentence}");

    // As JSON writes them: other forms of YAML mean other things to other readers (017, 1_000, 0x10).
    [GeneratedRegex("^-?(0|[1-9][0-9]*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
