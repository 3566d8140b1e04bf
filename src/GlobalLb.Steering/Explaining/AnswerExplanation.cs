using System.Collections.Immutable;
using GlobalLb.Steering.Choosing;

namespace GlobalLb.Steering.Explaining;

/// <summary>What one client is answered, how the name led there, and why.</summary>
public sealed record AnswerExplanation
{
    /// <summary>The name asked for.</summary>
    public required string Name { get; init; }

    /// <summary>The type asked for, as its mnemonic.</summary>
    public required string Type { get; init; }

    /// <summary>The client, and where it is.</summary>
    public required string Client { get; init; }

    /// <summary>The version of the configuration that decided.</summary>
    public required long Version { get; init; }

    /// <summary>The response code, as its mnemonic; one without records is an empty answer.</summary>
    public required string Code { get; init; }

    /// <summary>What is in the answer, as lines of a master file, aliases first.</summary>
    public required ImmutableArray<string> Answer { get; init; }

    /// <summary>How the name led to what is answered: each name on the way, and what became of it.</summary>
    public required ImmutableArray<NameStep> Path { get; init; }

    /// <summary>What the policy did; null when no steered name was come to.</summary>
    public required Explanation? Choice { get; init; }
}
