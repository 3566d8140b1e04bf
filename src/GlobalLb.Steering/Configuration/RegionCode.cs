using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Names a region everywhere: in policies, on pages, in history.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens, 1 to 63 of them, beginning with a letter or digit.</param>
[JsonConverter(typeof(CodeConverter<RegionCode>))]
public readonly record struct RegionCode(string Value) : ICode<RegionCode>
{
    /// <inheritdoc/>
    public static RegionCode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
