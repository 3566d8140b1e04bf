using GlobalLb.Steering.Publications;

namespace GlobalLb.Control.Publishing;

/// <summary>What is published at one moment: the newest of each kind. A follower gets the newest, never a backlog.</summary>
/// <param name="Configuration">The newest configuration; null before the first.</param>
/// <param name="Health">The newest health table; null before the first.</param>
/// <param name="Aliases">The newest table of aliases; null: nothing is known of any.</param>
/// <param name="CookieSecrets">The newest secrets; null before the first.</param>
internal sealed record Edition(
    ConfigurationPublication? Configuration, HealthPublication? Health, AliasPublication? Aliases, CookieSecretPublication? CookieSecrets)
{
    /// <summary>Nothing published.</summary>
    public static Edition Nothing() => new(null, null, null, null);

    /// <summary>Completes when there is a newer edition.</summary>
    public TaskCompletionSource Outdated { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
