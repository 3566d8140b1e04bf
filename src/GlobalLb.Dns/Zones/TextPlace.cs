namespace GlobalLb.Dns.Zones;

/// <summary>A place in a file.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Column">The column, counted from 1.</param>
internal readonly record struct TextPlace(string File, int Line, int Column);
