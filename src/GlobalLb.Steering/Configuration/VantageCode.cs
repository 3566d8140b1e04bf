using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Names a vantage everywhere: in pools, on pages, in history.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens, 1 to 63 of them, beginning with a letter or digit.</param>
[JsonConverter(typeof(CodeConverter<VantageCode>))]
public readonly record struct VantageCode(string Value) : ICode<VantageCode>
{
    /// <inheritdoc/>
    public static VantageCode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
