namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>What becomes of one response, and why.</summary>
/// <param name="Decision">What becomes of it.</param>
/// <param name="Class">The allowance that was used up; without meaning for <see cref="RateDecision.Send"/>.</param>
internal readonly record struct RateJudgement(RateDecision Decision, ResponseClass Class);
