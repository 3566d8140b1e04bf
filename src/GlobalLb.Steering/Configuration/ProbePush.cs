namespace GlobalLb.Steering.Configuration;

/// <summary>How long what an endpoint reports of itself holds.</summary>
/// <param name="ExpiresSeconds">Seconds after which a report counts no more, and the endpoint as failed; 1 to 86 400.</param>
public sealed record ProbePush(double ExpiresSeconds = 60);
