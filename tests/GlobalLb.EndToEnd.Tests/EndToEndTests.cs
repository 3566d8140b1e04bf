namespace GlobalLb.EndToEnd.Tests;

/// <summary>One after the other: they measure seconds on a machine that others use too.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class EndToEndTests
{
    public const string Name = "End to end";
}
