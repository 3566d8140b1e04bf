namespace GlobalLb.Benchmarks.Load;

/// <summary>What one run of the generator found.</summary>
internal sealed record LoadResult
{
    /// <summary>Answers per second.</summary>
    public required double Rate { get; init; }

    /// <summary>Queries that were not answered within half a second.</summary>
    public required long Lost { get; init; }

    /// <summary>What came back and repeats no question that was asked.</summary>
    public required long Wrong { get; init; }

    /// <summary>The share of answers without a record in the answer section, 0 to 1.</summary>
    public required double EmptyShare { get; init; }

    /// <summary>From query to answer in microseconds: half of all answers were at least as fast.</summary>
    public required double Median { get; init; }

    /// <summary>The same for 99 % of all answers.</summary>
    public required double Percentile99 { get; init; }

    /// <summary>The same for 99.9 % of all answers.</summary>
    public required double Percentile999 { get; init; }

    /// <summary>The longest of all, in microseconds.</summary>
    public required double Longest { get; init; }

    /// <summary>Processor time of the server per answer in microseconds, user and system; 0 when nobody measured it.</summary>
    public required double CpuPerAnswer { get; init; }

    /// <summary>Of it in user mode.</summary>
    public required double UserPerAnswer { get; init; }
}
