namespace GlobalLb.Dns.Records;

/// <summary>One word or quoted string of a master file, escapes still in it, and where it stands.</summary>
/// <param name="Text">The text between blanks or quotes.</param>
/// <param name="IsQuoted">Whether it stood in double quotes.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column of its first character, counted from 1.</param>
internal readonly record struct TextField(string Text, bool IsQuoted, int Line, int Column);
