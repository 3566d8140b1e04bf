using System.Collections.Immutable;

namespace GlobalLb.Steering.Configuration;

/// <summary>Who is told of what, and how. No secret is in it: only the name of one that Control was given where it was started.</summary>
public sealed record AlertReceiver
{
    /// <summary>The most of them.</summary>
    public const int Most = 100;

    /// <summary>What everything refers to it by; a code.</summary>
    public required string Name { get; init; }

    /// <summary>How it is told.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>Where a webhook is; null: it is mail, or the address is itself the secret.</summary>
    public string? Url { get; init; }

    /// <summary>The name of the secret: a webhook's key, the whole address of a Slack webhook, or the password of <see cref="User"/>; null: none.</summary>
    public string? Secret { get; init; }

    /// <summary>The mail server, a name or an address; null: it is no mail.</summary>
    public string? Server { get; init; }

    /// <summary>Its port, 1 to 65 535.</summary>
    public int Port { get; init; } = 587;

    /// <summary>How the connection to it is kept private.</summary>
    public MailSecurity Security { get; init; } = MailSecurity.StartTls;

    /// <summary>Who signs in there; null: nobody does.</summary>
    public string? User { get; init; }

    /// <summary>The sender's mail address; null: it is no mail.</summary>
    public string? From { get; init; }

    /// <summary>The mail addresses that are told.</summary>
    public ImmutableArray<string> To { get; init; } = [];

    /// <summary>What it is told of.</summary>
    public ImmutableArray<AlertEvent> On { get; init; } = [AlertEvent.Incident, AlertEvent.Forced, AlertEvent.Certificate, AlertEvent.Observer];

    /// <summary>Only what concerns these pools or <see cref="Regions"/>; none of both: all. The observer's faults concern everybody.</summary>
    public ImmutableArray<PoolCode> Pools { get; init; } = [];

    /// <summary>Only what concerns these regions or <see cref="Pools"/>.</summary>
    public ImmutableArray<RegionCode> Regions { get; init; } = [];

    /// <summary>It is told of what still holds after so many seconds, 0 to 86 400.</summary>
    public int DelaySeconds { get; init; }

    /// <summary>It is told again every so many seconds while it lasts, 60 to 604 800; 0: once.</summary>
    public int RepeatSeconds { get; init; }

    /// <summary>What happens within so many seconds is one message, 0 to 3 600.</summary>
    public int GroupSeconds { get; init; } = 5;

    /// <summary>Whether nothing is said of what is in maintenance, as long as it is.</summary>
    public bool MuteInMaintenance { get; init; } = true;

    /// <summary>Whether it is told when something is over.</summary>
    public bool Recovery { get; init; } = true;
}
