using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Names a pool everywhere.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens, 1 to 63 of them, beginning with a letter or digit.</param>
[JsonConverter(typeof(CodeConverter<PoolCode>))]
public readonly record struct PoolCode(string Value) : ICode<PoolCode>
{
    /// <inheritdoc/>
    public static PoolCode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
