namespace GlobalLb.Store.Edges;

/// <summary>How it is with an edge, as its Control sees it.</summary>
public enum EdgeState
{
    /// <summary>It answers from what is published.</summary>
    Current,

    /// <summary>It follows and was given something a moment ago.</summary>
    Taking,

    /// <summary>It follows, and has lacked something for too long.</summary>
    Behind,

    /// <summary>It has a connection and says nothing.</summary>
    Silent,

    /// <summary>It follows no longer; it answers from what it has.</summary>
    Gone,
}
