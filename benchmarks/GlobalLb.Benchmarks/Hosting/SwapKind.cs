namespace GlobalLb.Benchmarks.Hosting;

/// <summary>How a host swaps its snapshot.</summary>
internal enum SwapKind
{
    /// <summary>Never.</summary>
    None,

    /// <summary>Between two that were compiled before: the swap itself and nothing else.</summary>
    Ready,

    /// <summary>For one with other health, made on the spot.</summary>
    Health,

    /// <summary>For one compiled on the spot, on the processor that answers: the worst an edit can do.</summary>
    Compiled,
}
