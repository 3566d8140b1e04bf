using System.Collections.Immutable;
using GlobalLb.Dns.Messages;

namespace GlobalLb.Dns.Server.RateLimiting;

/// <summary>
/// How often a client's prefix is answered over UDP. Rates are responses per second; each may be exceeded for a moment, by
/// <see cref="Burst"/> times the rate. TCP and clients with a valid cookie are never limited.
/// </summary>
public sealed record RateLimitOptions
{
    /// <summary>The highest rate that can be said.</summary>
    public const int MostPerSecond = 100_000;

    /// <summary>By how much the rates of an allowed prefix are higher.</summary>
    public const int AllowedFactor = 20;

    /// <summary>The default numbers, and <see cref="RateLimitMode.On"/>.</summary>
    public static RateLimitOptions Default { get; } = new();

    /// <summary>What is done about who is above the rates.</summary>
    public RateLimitMode Mode { get; init; } = RateLimitMode.On;

    /// <summary>Answers with records, to one prefix for one name and type; 1 to <see cref="MostPerSecond"/>.</summary>
    public int Positive { get; init; } = 200;

    /// <summary>Denials to one prefix: NXDOMAIN in one zone, no data for one name; 1 to <see cref="MostPerSecond"/>.</summary>
    public int Negative { get; init; } = 50;

    /// <summary>Errors and refusals to one prefix, all together; 1 to <see cref="MostPerSecond"/>.</summary>
    public int Errors { get; init; } = 10;

    /// <summary>Responses of all kinds to one prefix; 1 to <see cref="MostPerSecond"/>.</summary>
    public int Total { get; init; } = 1000;

    /// <summary>For how many seconds' worth of each rate a prefix that was quiet may be answered at once; 1 to 60 seconds.</summary>
    public TimeSpan Burst { get; init; } = TimeSpan.FromSeconds(2.5);

    /// <summary>One in so many suppressed responses goes out truncated, the others are dropped; 0: all are dropped; up to 100.</summary>
    public int Slip { get; init; } = 2;

    /// <summary>How many bits of an IPv4 address make a prefix; 1 to 32.</summary>
    public int IPv4Length { get; init; } = 24;

    /// <summary>How many bits of an IPv6 address make a prefix; 1 to 128.</summary>
    public int IPv6Length { get; init; } = 56;

    /// <summary>
    /// Prefixes whose rates are <see cref="AllowedFactor"/> times higher: resolvers of very many users. Not without limit,
    /// because over UDP anybody can claim to be one of them.
    /// </summary>
    public ImmutableArray<ClientSubnet> Allowed { get; init; } = [];

    /// <summary>One sentence about the first number out of its range; null when all are right.</summary>
    public string? FindProblem() =>
        Outside(Positive, 1, MostPerSecond, "answers a second")
        ?? Outside(Negative, 1, MostPerSecond, "denials a second")
        ?? Outside(Errors, 1, MostPerSecond, "errors a second")
        ?? Outside(Total, 1, MostPerSecond, "responses of all kinds a second")
        ?? Outside(Burst.TotalSeconds, 1, 60, "seconds' worth of a burst")
        ?? Outside(Slip, 0, 100, "suppressed responses of which one is sent truncated")
        ?? Outside(IPv4Length, 1, 32, "bits of an IPv4 prefix")
        ?? Outside(IPv6Length, 1, 128, "bits of an IPv6 prefix");

    private static string? Outside(double value, int least, int most, string what) =>
        value >= least && value <= most ? null : $"{value} is no number of {what}; write {least} to {most}";
}
