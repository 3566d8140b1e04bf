using System.Collections.Immutable;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Parts;

/// <summary>Codes as people type them: with commas or blanks between them.</summary>
internal static class CodeList
{
    public static ImmutableArray<TCode> Read<TCode>(string? text)
        where TCode : struct, ICode<TCode> =>
        [.. (text ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(TCode.From)];

    /// <summary>The same list when it was typed as it was written, so that nothing seems changed.</summary>
    public static ImmutableArray<TCode> Read<TCode>(string? text, ImmutableArray<TCode> written)
        where TCode : struct, ICode<TCode> =>
        Read<TCode>(text) is var typed && typed.SequenceEqual(written) ? written : typed;

    public static string Write<TCode>(ImmutableArray<TCode> codes)
        where TCode : struct, ICode<TCode> =>
        string.Join(", ", codes.Select(code => code.Value));
}
