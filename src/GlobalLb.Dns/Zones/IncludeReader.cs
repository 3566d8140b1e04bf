using System.Diagnostics.CodeAnalysis;

namespace GlobalLb.Dns.Zones;

/// <summary>Finds and reads what <c>$INCLUDE</c> names (RFC 1035 §5.1), and decides what may be included at all.</summary>
/// <param name="path">The path as the master file writes it, escapes resolved.</param>
/// <param name="file">The file, when it may be included and could be read.</param>
/// <param name="problem">One sentence saying why not and what would be right, when not.</param>
public delegate bool IncludeReader(string path, [NotNullWhen(true)] out IncludedFile? file, [NotNullWhen(false)] out string? problem);
