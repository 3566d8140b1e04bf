namespace GlobalLb.Steering.Configuration;

/// <summary>What people can be told of.</summary>
public enum AlertEvent
{
    /// <summary>An endpoint is down, and that it is up again.</summary>
    Transition,

    /// <summary>Endpoints went down soon after one another, and that all of them are back.</summary>
    Incident,

    /// <summary>What is forced on an endpoint is about to expire, or has expired.</summary>
    Forced,

    /// <summary>A certificate is about to end.</summary>
    Certificate,

    /// <summary>The observer is likely at fault: a freeze, a vantage whose word does not count, silence of all of them.</summary>
    Observer,
}
