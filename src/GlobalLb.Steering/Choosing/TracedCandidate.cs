namespace GlobalLb.Steering.Choosing;

/// <summary>One of those a node could choose.</summary>
/// <param name="What">A pool, an endpoint, or the kind of a node below.</param>
/// <param name="IsLeft">Whether it could be chosen; otherwise it was removed.</param>
/// <param name="Why">Why it was removed, such as <c>down since …</c>; or why it was not chosen though it was left; null: it was.</param>
public sealed record TracedCandidate(string What, bool IsLeft, string? Why);
