namespace GlobalLb.Vantage.Joining;

/// <summary>Outcomes on their way to Control, in the order they were found.</summary>
public sealed record OutcomeBatch
{
    /// <summary>The most outcomes of a batch.</summary>
    public const int MostOutcomes = 2_000;

    /// <summary>The most octets of a batch: as many as that with the longest texts take.</summary>
    public const int MostOctets = 8 << 20;

    /// <summary>This run of the vantage: it is another after a restart.</summary>
    public required Guid Run { get; init; }

    /// <summary>The number of the batch within its run, from 1 on. One that is sent again has the number it had, and the same outcomes.</summary>
    public required long Number { get; init; }

    /// <summary>The last heartbeat heard.</summary>
    public required Heartbeat Since { get; init; }

    /// <summary>The version that is probed by; 0: none.</summary>
    public required long Version { get; init; }

    /// <summary>How many endpoints are probed.</summary>
    public required int Endpoints { get; init; }

    /// <summary>How many outcomes wait besides these.</summary>
    public required long Waiting { get; init; }

    /// <summary>How many were dropped since the run began.</summary>
    public required long Dropped { get; init; }

    /// <summary>The outcomes; none: only a sign of life.</summary>
    public required IReadOnlyList<SentOutcome> Outcomes { get; init; }
}
