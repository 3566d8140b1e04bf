using GlobalLb.Steering.Configuration;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GlobalLb.Store.Tables;

/// <summary>Keeps a code as text.</summary>
/// <typeparam name="TCode">The code.</typeparam>
internal sealed class CodeText<TCode>() : ValueConverter<TCode, string>(code => code.Value, text => From(text))
    where TCode : struct, ICode<TCode>
{
    // A static abstract member cannot be called in an expression tree.
    private static TCode From(string text) => TCode.From(text);
}
