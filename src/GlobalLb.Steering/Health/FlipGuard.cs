namespace GlobalLb.Steering.Health;

/// <summary>
/// Keeps one observer's fault from emptying the world: when everything seems down at once, the observer is the likelier
/// fault, and the last table is held until something is seen up again.
/// </summary>
public static class FlipGuard
{
    /// <summary>With fewer endpoints known than this, all of them failing together is no sign of anything.</summary>
    public const int FewestEndpoints = 3;

    /// <summary>Decides what to publish.</summary>
    /// <param name="published">The table that edges answer from now.</param>
    /// <param name="found">The table that the probes' outcomes fold to.</param>
    /// <returns><paramref name="found"/>, or the last table with the reason why newer findings are held back.</returns>
    public static HealthTable Judge(HealthTable published, HealthTable found)
    {
        var down = found.Endpoints.Count(pair => pair.Value.Health == HealthState.Down);
        if (down < FewestEndpoints || found.Endpoints.Any(pair => pair.Value.Health == HealthState.Up)) return found;

        // Everything known is down. What was already published as down one by one stays published: only the last step,
        // the one that would leave nothing, is held.
        var held = $"all {down} probed endpoints seem down at once: the prober is the likelier fault, so the last health table is held";
        return published with { Held = held };
    }
}
