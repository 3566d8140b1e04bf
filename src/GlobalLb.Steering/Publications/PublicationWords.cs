namespace GlobalLb.Steering.Publications;

/// <summary>What kinds and enumerations are called in the JSON of publications; of an enumeration each at the place of its value.</summary>
internal static class PublicationWords
{
    public const string Configuration = "configuration", Health = "health", Aliases = "aliases", CookieSecrets = "cookieSecrets";

    public static readonly string[] Kinds = [Configuration, Health, Aliases, CookieSecrets];

    public static readonly string[] HealthStates = ["unknown", "up", "down"];
}
