using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GlobalLb.Store.Tables;

/// <summary>Keeps a member of an enumeration as its name in camel case, as documents do.</summary>
/// <typeparam name="TEnum">The enumeration.</typeparam>
internal sealed class EnumText<TEnum>() : ValueConverter<TEnum, string>(value => Write(value), text => Read(text))
    where TEnum : struct, Enum
{
    /// <summary>The text of a member.</summary>
    public static string Write(TEnum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>The member of a text.</summary>
    public static TEnum Read(string text) => Enum.Parse<TEnum>(text, ignoreCase: true);
}
