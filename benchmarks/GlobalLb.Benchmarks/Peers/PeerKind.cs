namespace GlobalLb.Benchmarks.Peers;

/// <summary>What a server under comparison can answer.</summary>
internal enum PeerKind
{
    /// <summary>Everything.</summary>
    Steering,

    /// <summary>Static names: it is asked for nothing else.</summary>
    Static,

    /// <summary>Nothing: it sends every query back.</summary>
    Echo,
}
