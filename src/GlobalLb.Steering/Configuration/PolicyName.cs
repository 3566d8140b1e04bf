using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Names a policy that others refer to.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens, 1 to 63 of them, beginning with a letter or digit.</param>
[JsonConverter(typeof(CodeConverter<PolicyName>))]
public readonly record struct PolicyName(string Value) : ICode<PolicyName>
{
    /// <inheritdoc/>
    public static PolicyName From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
