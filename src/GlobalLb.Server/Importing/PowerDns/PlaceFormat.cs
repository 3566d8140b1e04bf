using System.Text.RegularExpressions;
using GlobalLb.Server.Declaring;

namespace GlobalLb.Server.Importing.PowerDns;

/// <summary>
/// A name with placeholders, such as <c>%co.%cn.service.geo.example.com</c>. PowerDNS fills in where the client is and looks whether
/// there is such a name; we look at the names there are, and find for which clients each of them would be the answer.
/// </summary>
internal sealed partial class PlaceFormat
{
    /// <summary>What PowerDNS fills in where it does not know.</summary>
    private const string Unknown = "unknown";

    private readonly Regex _names;

    private PlaceFormat(Regex names, bool hasPlaceholders) => (_names, HasPlaceholders) = (names, hasPlaceholders);

    /// <summary>Whether it stands for more than one name.</summary>
    public bool HasPlaceholders { get; }

    /// <summary>Reads a format.</summary>
    /// <param name="written">The format, as a file says it.</param>
    /// <param name="draft">Hears of a placeholder that cannot be carried over.</param>
    /// <returns>Null when there is one.</returns>
    public static PlaceFormat? Read(WrittenText written, ImportDraft draft)
    {
        var pattern = "";
        var end = 0;
        foreach (Match found in Placeholder().Matches(written.Text))
        {
            pattern += Regex.Escape(written.Text[end..found.Index]);
            end = found.Index + found.Length;
            var filled = found.Value switch
            {
                "%%" => "%",
                "%cc" or "%cn" => $"(?<{found.Value[1..]}>[a-z]{{2}}|{Unknown})",
                "%co" => $"(?<co>[a-z]{{3}}|{Unknown})",
                "%re" => "(?<re>[^.]+?)",
                "%as" => $"(?<as>[0-9]+|{Unknown})",
                "%mp" => "(?<mp>.+?)",
                _ => null,
            };
            if (filled is null)
            {
                draft.Note(written.At, $"the format '{written.Text}' is left out: {found.Value} says something that policies do not look at");
                return null;
            }

            pattern += filled;
        }

        pattern += Regex.Escape(written.Text[end..]);
        return new PlaceFormat(new Regex($"^{pattern}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), end > 0);
    }

    /// <summary>Whether a text is one of this format.</summary>
    /// <param name="text">The text.</param>
    /// <param name="place">The place that it is for, in the words of a policy; null: for whom nothing is known of, or for everybody.</param>
    /// <param name="mapped">What stands for a name of the mapping; null: nothing does.</param>
    public bool Fits(string text, out string? place, out string? mapped)
    {
        var found = _names.Match(text);
        string? Filled(string name) => found.Groups[name] is { Success: true, Value: var value } && !value.Equals(Unknown, StringComparison.OrdinalIgnoreCase) ? value.ToUpperInvariant() : null;
        var country = Filled("cc") ?? (Filled("co") is { } letters ? CountryCodes.Find(letters) ?? letters : null);
        place = Filled("as") is { } number ? $"asn:{number}"
            : country is not null ? Filled("re") is { } part ? $"subdivision:{country}-{part}" : $"country:{country}"
            : Filled("cn") is { } continent ? $"continent:{continent}" : null;
        mapped = found.Groups["mp"] is { Success: true, Value: var name } ? name : null;
        return found.Success;
    }

    [GeneratedRegex("%(%|lat|lon|wds|mos|[a-z]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
