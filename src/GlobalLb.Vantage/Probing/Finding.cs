namespace GlobalLb.Vantage.Probing;

/// <summary>What a probe found.</summary>
/// <param name="Passed">Whether the endpoint is well.</param>
/// <param name="Reason">What was found, as a short phrase.</param>
internal readonly record struct Finding(bool Passed, string Reason);
