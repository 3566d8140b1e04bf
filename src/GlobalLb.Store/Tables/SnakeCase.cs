using System.Text;

namespace GlobalLb.Store.Tables;

/// <summary>Names as SQL likes them: <c>PrimaryNameServer</c> is <c>primary_name_server</c>.</summary>
internal static class SnakeCase
{
    /// <summary>Writes a name of C# in lower case, with an underscore before every capital but the first.</summary>
    public static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0) text.Append('_');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
