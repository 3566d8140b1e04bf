namespace GlobalLb.Steering.Configuration;

/// <summary>What enumerations are called in JSON, each at the place of its value.</summary>
internal static class ConfigurationWords
{
    public static readonly string[] RegionStates = ["open", "drained", "evacuated"];

    public static readonly string[] PoolKinds = ["l4", "l7"];

    public static readonly string[] ProbeKinds = ["tcp", "http", "https", "tls", "dns", "grpc", "icmp", "smtp", "redis", "postgresql", "script", "push"];

    public static readonly string[] ProbeRoles = ["required", "observe", "counts"];

    public static readonly string[] UnknownMeanings = ["up", "down"];

    public static readonly string[] Availabilities = ["automatic", "forcedUp", "forcedDown"];

    public static readonly string[] Fallbacks = ["preferredPool", "allEndpoints", "noData", "serverFailure", "lastGood", "static"];

    public static readonly string[] Weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static readonly string[] CapacityOverflows = ["nearest", "spread", "capacityAware"];

    public static readonly string[] FailBacks = ["automatic", "manual"];

    public static readonly string[] SilenceMeanings = ["hold", "unknown"];

    public static readonly string[] AlertKinds = ["webhook", "email", "slack"];

    public static readonly string[] AlertEvents = ["transition", "incident", "forced", "certificate", "observer"];

    public static readonly string[] MailSecurities = ["startTls", "implicit", "none"];
}
