using System.Collections.Immutable;

namespace GlobalLb.Vantage.Joining;

/// <summary>What a vantage without a database is told when it starts.</summary>
public sealed record JoinOptions
{
    /// <summary>The addresses of Controls, each ending in a slash, tried in turn: the one that leads is joined.</summary>
    public required ImmutableArray<Uri> Controls { get; init; }

    /// <summary>What the vantage is called in the configuration.</summary>
    public required string Vantage { get; init; }

    /// <summary>What it proves that by.</summary>
    public required string Token { get; init; }

    /// <summary>Where the last schedule is kept for the next start; null: nowhere.</summary>
    public string? StateFolder { get; init; }

    /// <summary>How many outcomes wait at most while no Control is reached; then the oldest are dropped.</summary>
    public int MostWaiting { get; init; } = 100_000;

    /// <summary>Why outcomes must not go there in the clear, or null: only on this machine nobody listens.</summary>
    /// <param name="control">The address of a Control.</param>
    public static string? FindProblem(Uri control) => control.Scheme == Uri.UriSchemeHttps || (control.Scheme == Uri.UriSchemeHttp && control.IsLoopback)
        ? null
        : $"'{control}' cannot be joined: write the address of a Control such as https://control.example.net:8443; http:// is for this machine alone";
}
