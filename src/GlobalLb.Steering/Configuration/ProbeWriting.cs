namespace GlobalLb.Steering.Configuration;

/// <summary>What is written at one level.</summary>
/// <param name="Source">Which.</param>
/// <param name="Written">What.</param>
public readonly record struct ProbeWriting(ProbeSource Source, ProbeTiming Written);
