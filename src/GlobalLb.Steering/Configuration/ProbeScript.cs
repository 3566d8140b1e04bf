using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace GlobalLb.Steering.Configuration;

/// <summary>A program that a probe runs.</summary>
public sealed record ProbeScript
{
    /// <summary>Its file's name in the folder of scripts, which the administrator of the vantage names; no slash.</summary>
    public required string Path { get; init; }

    /// <summary>What it is given, before nothing else; the endpoint is in its environment.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Whether both run the same.</summary>
    public bool Equals(ProbeScript? other) => other is not null && Path == other.Path && Arguments.SequenceEqual(other.Arguments);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Arguments.Length);
}
