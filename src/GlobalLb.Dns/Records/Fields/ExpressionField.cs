namespace GlobalLb.Dns.Records.Fields;

/// <summary>
/// The substitution expression of a NAPTR record (RFC 3402 §3.2): nothing, or a pattern and what replaces it between three
/// delimiters, then perhaps the flag <c>i</c>.
/// </summary>
internal sealed class ExpressionField() : StringField("expression")
{
    /// <inheritdoc/>
    protected override string? FindProblem(ReadOnlySpan<byte> octets)
    {
        if (octets.IsEmpty) return null;
        var delimiter = octets[0];
        if (delimiter is (byte)'\\' or (byte)'i' || char.IsAsciiDigit((char)delimiter))
            return "cannot have a digit, a backslash or the letter i for its delimiter; write it like \"!^.*$!sip:help@example.com!\"";
        var delimiters = 1;
        var at = 1;
        for (; at < octets.Length && delimiters < 3; at++)
        {
            if (octets[at] == (byte)'\\') at++;
            else if (octets[at] == delimiter) delimiters++;
        }

        if (delimiters < 3 || at > octets.Length)
            return "needs its delimiter three times; write it like \"!^.*$!sip:help@example.com!\" (a \\ in it is written \\\\)";
        return octets[at..] is [] or [(byte)'i'] ? null : "has something other than the flag i behind its third delimiter";
    }
}
