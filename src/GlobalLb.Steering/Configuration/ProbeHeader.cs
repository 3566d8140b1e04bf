namespace GlobalLb.Steering.Configuration;

/// <summary>One header that a probe sends.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record ProbeHeader(string Name, string Value);
