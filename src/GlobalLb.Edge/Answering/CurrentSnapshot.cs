using GlobalLb.Steering.Snapshots;

namespace GlobalLb.Edge.Answering;

/// <summary>The one mutable field of answering: written by the receiver, read once by every query.</summary>
public sealed class CurrentSnapshot
{
    private volatile Snapshot? _value;

    /// <summary>What is answered from; null until there is anything.</summary>
    public Snapshot? Value
    {
        get => _value;
        internal set => _value = value;
    }
}
