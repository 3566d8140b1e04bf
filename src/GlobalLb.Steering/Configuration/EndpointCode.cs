using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>Names an endpoint everywhere; its health history hangs on it, so a changed address may keep it and a new machine should not.</summary>
/// <param name="Value">Lower-case letters, digits and hyphens, 1 to 63 of them, beginning with a letter or digit.</param>
[JsonConverter(typeof(CodeConverter<EndpointCode>))]
public readonly record struct EndpointCode(string Value) : ICode<EndpointCode>
{
    /// <inheritdoc/>
    public static EndpointCode From(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
