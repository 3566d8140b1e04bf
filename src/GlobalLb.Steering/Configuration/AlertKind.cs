namespace GlobalLb.Steering.Configuration;

/// <summary>How a receiver is told.</summary>
public enum AlertKind
{
    /// <summary>By a signed POST of JSON.</summary>
    Webhook,

    /// <summary>By mail.</summary>
    Email,

    /// <summary>By a POST of what incoming webhooks of Slack take, and those of others that took it over.</summary>
    Slack,
}
